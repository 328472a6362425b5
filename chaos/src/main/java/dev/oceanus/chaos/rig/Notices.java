package dev.oceanus.chaos.rig;

import dev.oceanus.testkit.ledger.Books;
import dev.oceanus.testkit.ledger.Difference.Kind;
import dev.oceanus.testkit.ledger.Oracle;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.process.LogTail;
import dev.oceanus.testkit.process.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people were told: the lines that notifiers have printed in all their lives. A rule tells of
 * every event, so that each acknowledged one must be among them, and again only where something was
 * broken meanwhile. Used by one thread.
 */
public final class Notices {
  /** The rules of the notifiers. */
  static final String RULES =
      """
      targets:
        terminal: {kind: terminal, rate: 10000/s}
      watch:
        to: [terminal]
      rules:
        everything:
          when: event_id != ""
          actions: [{target: terminal, text: "{{event_id}}"}]
      """;

  private static final String TARGET = "terminal";
  private static final String RULE = "everything";
  private static final String EVENT = RULE + ": ";
  private static final int UNDER_WAY = 100; // what a terminal is handed at once
  private static final String WATCH = "watch: ";

  /**
   * What a killed notifier had in hand comes again after a minute, and after another one at last.
   */
  private static final Duration ALL_THERE = Duration.ofMinutes(4);

  private final List<Service> notifiers;
  private final String redis;
  private final Map<Life, LogTail> tails = new HashMap<>();
  private final Map<String, Integer> events = new HashMap<>();
  private final List<String> watch = new ArrayList<>();

  /**
   * @param notifiers whose list may grow
   * @param redis its address
   */
  Notices(List<Service> notifiers, String redis) {
    this.notifiers = notifiers;
    this.redis = redis;
  }

  /** Whether the watch has told something with these words. */
  public boolean hold(String words) {
    read();
    return watch.stream().anyMatch(line -> line.contains(words));
  }

  /** Takes what has been printed since the last look. */
  private void read() {
    notifiers.stream()
        .flatMap(service -> service.lives().stream())
        .flatMap(life -> tails.computeIfAbsent(life, Life::tail).more().stream())
        .forEach(this::take);
  }

  private void take(String line) {
    if (line.startsWith(WATCH)) {
      watch.add(line);
    } else if (line.startsWith(EVENT)) {
      events.merge(line.substring(EVENT.length()), 1, Integer::sum);
    }
  }

  /** Reads no more. */
  void close() {
    tails.values().forEach(LogTail::close);
  }

  /**
   * Waits for what is on its way, and tells the oracle of all that is not as it must be.
   *
   * @param breaks how often something was broken
   */
  public String tell(Books books, int breaks, Oracle oracle) {
    Set<String> acknowledged = LiveSide.acknowledged(books);
    boolean unused = Pause.until(ALL_THERE, () -> haveAll(acknowledged));
    try (NoticeTrail trail = new NoticeTrail(redis, RULE, TARGET)) {
      acknowledged.stream()
          .filter(id -> !events.containsKey(id))
          .forEach(
              id ->
                  oracle.differ(
                      Kind.LOST, id, "was acknowledged, and nobody was told: " + trail.of(id)));
    }
    events.forEach(
        (id, times) -> {
          if (times - 1 > breaks) {
            oracle.differ(
                Kind.DOUBLED, id, "was told %d times, with %d breaks".formatted(times, breaks));
          }
        });
    int repeated = events.values().stream().mapToInt(times -> times - 1).sum();
    if (repeated > breaks * UNDER_WAY) {
      oracle.differ(
          Kind.DOUBLED,
          "notices",
          "%d were told again, with %d breaks and %d under way at most"
              .formatted(repeated, breaks, UNDER_WAY));
    }
    return "notices: %d events told, %d of %d acknowledged ones; %d times one again, %d breaks"
        .formatted(
            events.size(),
            acknowledged.stream().filter(events::containsKey).count(),
            acknowledged.size(),
            repeated,
            breaks);
  }

  private boolean haveAll(Set<String> ids) {
    read();
    return events.keySet().containsAll(ids);
  }
}
