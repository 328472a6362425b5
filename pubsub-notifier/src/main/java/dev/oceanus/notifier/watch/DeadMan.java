package dev.oceanus.notifier.watch;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.Secret;
import dev.oceanus.notifier.http.Call;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.http.Outcome;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a service outside, once a minute, that the watch still looks. That service tells people
 * when it hears nothing any more: so the watch's own death shows. Used by one thread.
 */
public final class DeadMan {
  /** How often it tells. */
  static final Duration EVERY = Duration.ofMinutes(1);

  /** Nobody is told. */
  public static final DeadMan NONE = new DeadMan(null, null, () -> 0);

  private static final Logger logger = LoggerFactory.getLogger(DeadMan.class);

  private final @Nullable URI place;
  private final @Nullable GuardedHttp http;
  private final LongSupplier nanos;
  private long due;
  private boolean trouble;

  /**
   * @param place that is asked for, by GET; null for none
   * @param http may call it
   * @param nanos monotonic clock
   */
  public DeadMan(@Nullable URI place, @Nullable GuardedHttp http, LongSupplier nanos) {
    this.place = place;
    this.http = http;
    this.nanos = nanos;
    this.due = nanos.getAsLong();
  }

  /** The place that the settings name, if they do; faults are noted in the environment. */
  public static Optional<URI> from(Env env) {
    Secret url =
        env.secret(
            "OCEANUS_DEADMAN_URL_FILE",
            "File with a URL that the watch asks for once a minute, so that its own death shows.");
    if (url == null) {
      return Optional.empty();
    }
    try {
      URI place = new URI(url.reveal());
      Optional<String> fault = Guard.only(place).fault(place);
      fault.ifPresent(rule -> env.fault("OCEANUS_DEADMAN_URL_FILE", rule, "****"));
      return fault.isPresent() ? Optional.empty() : Optional.of(place);
    } catch (URISyntaxException e) {
      env.fault("OCEANUS_DEADMAN_URL_FILE", "must hold a URL", "****");
      return Optional.empty();
    }
  }

  /** One that asks for this place, if there is one. */
  public static DeadMan of(Optional<URI> place, LongSupplier nanos) {
    return place.map(at -> new DeadMan(at, GuardedHttp.of(Guard.only(at)), nanos)).orElse(NONE);
  }

  /** The watch has looked. */
  void seen() throws InterruptedException {
    if (place == null || http == null || nanos.getAsLong() - due < 0) {
      return;
    }
    due = nanos.getAsLong() + EVERY.toNanos();
    Outcome outcome = http.call(new Call("GET", place, Map.of(), new byte[0], Call.LIMIT));
    boolean heard = outcome instanceof Outcome.Answered answered && answered.isSuccess();
    if (!heard && !trouble) {
      logger.warn("nobody outside hears that the watch looks: {}", outcome);
    }
    trouble = !heard;
  }
}
