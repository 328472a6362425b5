package dev.oceanus.collector.commit;

import dev.oceanus.common.log.Repeats;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an event can be stored now, by the last append or, where there was none lately, by a
 * probe. However often that changes, the log is told of one loss a minute, and its last word on it
 * holds. Thread-safe.
 */
public final class StoreState {
  /** After a failed append a mere answer of Redis proves nothing for so long. */
  private static final Duration DOUBT = Duration.ofSeconds(5);

  private static final String LOSS = "loss";

  private static final Logger logger = LoggerFactory.getLogger(StoreState.class);

  private final LongSupplier nanos;
  private final Repeats repeats;
  private volatile Seen seen;
  private volatile Word word = Word.NONE;
  private int losses;

  private record Seen(boolean storable, boolean reachable, long appendedAt, String why) {}

  /** What the log was told last. */
  private enum Word {
    NONE,
    TAKES,
    LOST
  }

  public StoreState(LongSupplier nanos) {
    this.nanos = nanos;
    this.repeats = new Repeats(nanos);
    this.seen = new Seen(false, false, nanos.getAsLong(), "not probed yet");
  }

  /** Whether an event can be stored now. */
  public boolean storable() {
    return seen.storable;
  }

  /** Why not, in one line. */
  public String why() {
    return seen.why;
  }

  /** An append was confirmed. */
  public void stored() {
    Seen before = seen;
    long now = nanos.getAsLong();
    if (!before.storable || now - before.appendedAt > DOUBT.toNanos() / 10) {
      change(before, new Seen(true, true, now, ""));
    }
  }

  /** An append was not confirmed. */
  public void failed(String reason) {
    change(seen, new Seen(false, true, nanos.getAsLong(), reason));
  }

  /** A probe was answered, or not. */
  void probed(boolean answered) {
    Seen before = seen;
    long now = nanos.getAsLong();
    if (!answered) {
      change(before, new Seen(false, false, before.appendedAt, "Redis does not answer"));
    } else if (!before.reachable || now - before.appendedAt > DOUBT.toNanos()) {
      change(before, new Seen(true, true, before.appendedAt, ""));
    }
  }

  /** Whether a probe is worth it: appends tell more, where there are any. */
  boolean needsProbe(Duration quiet) {
    Seen now = seen;
    return !now.storable || nanos.getAsLong() - now.appendedAt > quiet.toNanos();
  }

  /** Several writers may see different things at once; the last one to say so is believed. */
  private void change(Seen before, Seen after) {
    seen = after;
    if (after.storable) {
      if (word != Word.TAKES) {
        tellThatItTakes();
      }
    } else if (word != Word.LOST) {
      tellThatItIsLost(before.storable, after.why);
    }
  }

  private synchronized void tellThatItTakes() {
    if (word != Word.TAKES) {
      word = Word.TAKES;
      logger.info("Redis takes events");
    }
  }

  /** Tells it at once, or, if another loss was told within the last minute, once it has lasted. */
  private synchronized void tellThatItIsLost(boolean anew, String why) {
    losses += anew ? 1 : 0;
    if (word != Word.LOST && repeats.pass(LOSS).isPresent()) {
      logger
          .atWarn()
          .addKeyValue("not_logged_before", Math.max(0, losses - 1))
          .log("Redis does not take events: {}", why);
      word = Word.LOST;
      losses = 0;
    }
  }
}
