package dev.oceanus.chaos.rig;

import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.config.Env;
import dev.oceanus.pubsub.PubSubConfig;
import dev.oceanus.pubsub.PubSubFeed;
import dev.oceanus.testkit.ledger.Books;
import dev.oceanus.testkit.ledger.Difference.Kind;
import dev.oceanus.testkit.ledger.Oracle;
import dev.oceanus.testkit.ledger.Sent;
import dev.oceanus.testkit.ledger.Sent.Destination;
import dev.oceanus.testkit.net.LossyProxy;
import dev.oceanus.testkit.process.Pause;
import dev.oceanus.testkit.pubsub.PubSubEmulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Pub/Sub's emulator, the line by which collectors reach it, and a subscriber that writes down what
 * it gets. Judges by that: each acknowledged event came at least once, and as many times more, at
 * most, as something was broken while it was on its way.
 */
public final class LiveSide implements AutoCloseable {
  private static final Duration ALL_THERE = Duration.ofMinutes(2);

  /** Between a break, as we note it, and the publication that it left in doubt. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

  private final PubSubEmulator emulator;
  private final LossyProxy line;
  private final PubSubFeed feed;
  private final Map<String, Set<Instant>> publications = new ConcurrentHashMap<>();
  private final List<Broken> breaks = new ArrayList<>();

  /** A time in which something was broken. */
  private record Broken(Instant from, Instant to) {}

  LiveSide() {
    emulator = PubSubEmulator.start();
    line = LossyProxy.start("127.0.0.1", emulator.port());
    new EmulatedSubscription(emulator.port()).make(settings(emulator.port()));
    Map<String, String> own = new HashMap<>(settings(emulator.port()));
    own.put("OCEANUS_PUBSUB_SUBSCRIPTION", "oceanus-observer");
    Env env = new Env(own);
    PubSubConfig config = PubSubConfig.from(env, true);
    feed =
        new PubSubFeed(
            config,
            PubSubFeed.Limits.USUAL,
            this::take,
            new PubSubFeed.Parts(
                new SimpleMeterRegistry(),
                new SplittableRandom(1),
                Clock.systemUTC(),
                System::nanoTime,
                (what, cause) -> {
                  throw new IllegalStateException(what, cause);
                }));
    feed.start();
  }

  private static Map<String, String> settings(int port) {
    return Map.of(
        "OCEANUS_PUBSUB_PROJECT",
        "oceanus-chaos",
        "OCEANUS_PUBSUB_ENDPOINT",
        "http://127.0.0.1:" + port);
  }

  /** What notifiers are told. */
  Map<String, String> source() {
    return settings(line.port());
  }

  /** What collectors are told. */
  Map<String, String> settings() {
    Map<String, String> all = new HashMap<>(settings(line.port()));
    all.put("OCEANUS_EVENT_BUS", "pubsub");
    all.put("OCEANUS_LEASE_TTL", "2s");
    return all;
  }

  /** Events that were to become rows, and were acknowledged. */
  static Set<String> acknowledged(Books books) {
    Set<String> acknowledged = new HashSet<>();
    for (Books.Attempt attempt : books.attempts()) {
      if (attempt.answer().acknowledges()) {
        attempt.events().stream()
            .filter(each -> each.destination() == Destination.TABLE)
            .forEach(each -> acknowledged.add(each.id()));
      }
    }
    return acknowledged;
  }

  /** What was delivered again, and not published again, has the same time. */
  private boolean take(LiveEvent event, Instant published) {
    publications.computeIfAbsent(event.id(), id -> ConcurrentHashMap.newKeySet()).add(published);
    return true;
  }

  /** The line between collectors and Pub/Sub. */
  public LossyProxy line() {
    return line;
  }

  /** Something is broken now that may leave open whether an event was published. */
  public void broken() {
    broken(Duration.ZERO);
  }

  /** The same, and it was for so long. */
  public void broken(Duration time) {
    Instant now = Instant.now();
    synchronized (breaks) {
      breaks.add(new Broken(now.minus(time), now));
    }
  }

  /** How often something was broken. */
  public int breaks() {
    synchronized (breaks) {
      return breaks.size();
    }
  }

  /** Events that the subscriber has got. */
  public long events() {
    return publications.size();
  }

  /** Publications of events beyond the first of each. */
  public long repeated() {
    return publications.values().stream().mapToLong(times -> times.size() - 1L).sum();
  }

  /** Waits for what is on its way, and tells the oracle of all that is not as it must be. */
  public String tell(Books books, Oracle oracle) {
    Set<String> acknowledged = acknowledged(books);
    Map<String, Destination> sent = new HashMap<>();
    for (Books.Attempt attempt : books.attempts()) {
      for (Sent each : attempt.events()) {
        sent.put(each.id(), each.destination());
      }
    }
    boolean unused = Pause.until(ALL_THERE, () -> publications.keySet().containsAll(acknowledged));
    acknowledged.stream()
        .filter(id -> !publications.containsKey(id))
        .forEach(id -> oracle.differ(Kind.LOST, id, "was acknowledged, and never published"));
    publications.forEach((id, times) -> judge(id, new TreeSet<>(times), sent.get(id), oracle));
    return "live: %d events published, %d acknowledged; %d times one again, %d breaks"
        .formatted(publications.size(), acknowledged.size(), repeated(), breaks.size());
  }

  private void judge(
      String id, SortedSet<Instant> times, @Nullable Destination meant, Oracle oracle) {
    if (meant == null) {
      oracle.differ(Kind.INVENTED, id, "was published, but never sent");
    } else if (meant == Destination.REFUSED) {
      oracle.differ(Kind.MISPLACED, id, "was refused, but published");
    }
    Instant from = times.first().minus(ON_ITS_WAY);
    long excuses;
    synchronized (breaks) {
      excuses =
          breaks.stream()
              .filter(each -> each.to.isAfter(from) && each.from.isBefore(times.last()))
              .count();
    }
    if (times.size() - 1 > excuses) {
      oracle.differ(
          Kind.DOUBLED,
          id,
          "was published %d times, at %s, with %d breaks".formatted(times.size(), times, excuses));
    }
  }

  @Override
  public void close() {
    feed.close();
    line.close();
    emulator.close();
  }
}
