package dev.oceanus.notifier.rules;

import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import dev.oceanus.notifier.event.Occurrence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how often and when a rule acts. */
final class TimingReader {
  private static final int MOST_TIMES = 1_000_000;
  private static final int USUAL_SAMPLES = 10;
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  private static final Duration LONGEST_WINDOW = Duration.ofDays(31);
  private static final Duration LONGEST_DELAY = Duration.ofDays(7);
  private static final Duration SHORTEST_DIGEST = Duration.ofSeconds(10);
  private static final Duration LONGEST_DIGEST = Duration.ofDays(7);

  private final Located rule;
  private final ZoneId zone;
  private final Faults faults;

  TimingReader(Located rule, ZoneId zone, Faults faults) {
    this.rule = rule;
    this.zone = zone;
    this.faults = faults;
  }

  Duration delay() {
    return delay(rule, Duration.ZERO);
  }

  static Duration delay(Located located, Duration fallback) {
    return located.duration("delay", Duration.ZERO, LONGEST_DELAY).orElse(fallback);
  }

  Optional<Throttle> throttle(Set<String> columns) {
    return section("throttle", Set.of("most", "per", "key"))
        .flatMap(
            located -> {
              int most = located.integer("most", 1, 1, MOST_TIMES);
              return needed(located, "per", SHORTEST_WINDOW, LONGEST_WINDOW)
                  .map(per -> new Throttle(most, per, key(located, columns)));
            });
  }

  private List<String> key(Located located, Set<String> columns) {
    List<String> names = new ArrayList<>();
    switch (located.node("key").orElse(null)) {
      case null -> {}
      case Scalar scalar -> names.add(scalar.text());
      case YamlNode other -> located.texts("key").forEach(each -> names.add(each.text()));
    }
    for (String name : names) {
      boolean known =
          columns.contains(name)
              || name.equals(Occurrence.SITE)
              || name.startsWith(Occurrence.PROPERTIES + ".");
      if (!known) {
        located.fault("key", "must name columns, or members of properties, found '" + name + "'");
      }
    }
    return names;
  }

  Optional<Digest> digest() {
    return section("digest", Set.of("every", "at", "zone", "samples", "least"))
        .flatMap(
            located -> {
              int samples = located.integer("samples", USUAL_SAMPLES, 0, Digest.MOST_SAMPLES);
              int least = located.integer("least", 1, 1, MOST_TIMES);
              return schedule(located).map(schedule -> new Digest(schedule, samples, least));
            });
  }

  private Optional<Digest.Schedule> schedule(Located located) {
    boolean every = located.node("every").isPresent();
    if (every == located.node("at").isPresent()) {
      faults.add(
          located.line(), rule.path("digest"), "must have either 'every' or 'at', to say when");
      return Optional.empty();
    }
    if (every) {
      return located.duration("every", SHORTEST_DIGEST, LONGEST_DIGEST).map(Digest.Every::new);
    }
    List<LocalTime> times = new ArrayList<>();
    for (Scalar each : located.texts("at")) {
      LocalTime time = time(located, "at", each.text());
      if (time != null) {
        times.add(time);
      }
    }
    if (times.isEmpty()) {
      located.fault("at", "must list times of day, as [\"09:00\", \"18:00\"]");
      return Optional.empty();
    }
    return Optional.of(new Digest.At(times, RulesReader.zone(located, zone)));
  }

  Optional<Quiet> quiet() {
    return section("quiet", Set.of("from", "to", "zone"))
        .flatMap(
            located -> {
              LocalTime from = time(located, "from", located.text("from", ""));
              LocalTime to = time(located, "to", located.text("to", ""));
              if (from == null || to == null) {
                return Optional.empty();
              }
              if (from.equals(to)) {
                located.fault("to", "must be another time than 'from'");
                return Optional.empty();
              }
              return Optional.of(new Quiet(from, to, RulesReader.zone(located, zone)));
            });
  }

  private Optional<Located> section(String key, Set<String> keys) {
    return rule.node(key).map(node -> Located.of(node, rule.path(key), keys, faults));
  }

  private static @Nullable LocalTime time(Located located, String key, @Nullable String text) {
    try {
      if (text != null && text.length() == 5) {
        return LocalTime.parse(text);
      }
    } catch (DateTimeException e) {
      // named below like any other text that is no time
    }
    located.fault(key, "must be a time of day in quotes, as \"09:00\", found '" + text + "'");
    return null;
  }

  private static Optional<Duration> needed(
      Located located, String key, Duration least, Duration most) {
    if (located.node(key).isEmpty()) {
      located.fault(key, "is missing: a time, as 1h");
      return Optional.empty();
    }
    return located.duration(key, least, most);
  }
}
