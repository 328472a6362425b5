package dev.oceanus.notifier.watch;

import dev.oceanus.common.config.Similar;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.notifier.rules.Takes;
import dev.oceanus.notifier.rules.TargetKinds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code watch} of rules.yaml. Faults are noted with their lines. */
public final class WatchReader {
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final TargetKinds targets;
  private final Faults faults;

  /**
   * What it says.
   *
   * @param to whom to tell, with what they take; nobody if there is no watch
   * @param terms what counts as trouble
   */
  public record Settings(Map<String, Takes> to, WatchTerms terms) {
    /** Nobody is told of anything. */
    public static final Settings NONE =
        new Settings(Map.of(), new WatchTerms(Duration.ofMinutes(5), Duration.ofMinutes(15)));

    public Settings {
      to = Map.copyOf(to);
    }
  }

  public WatchReader(TargetKinds targets, Faults faults) {
    this.targets = targets;
    this.faults = faults;
  }

  /**
   * Reads it.
   *
   * @param node the mapping
   * @param path of it, as faults name it: {@code watch}
   */
  public Settings read(YamlNode node, String path) {
    Located watch = Located.of(node, path, Set.of("to", "stalled", "behind"), faults);
    Map<String, Takes> to = new LinkedHashMap<>();
    for (YamlNode.Scalar name : watch.texts("to")) {
      Optional<Takes> takes = targets.of(name.text());
      if (takes.isPresent()) {
        to.put(name.text(), takes.get());
      } else {
        faults.add(
            name.line(),
            watch.path("to"),
            "names no target: '" + name.text() + "'" + Similar.hint(name.text(), targets.names()));
      }
    }
    if (watch.node("to").isEmpty()) {
      faults.add(watch.line(), watch.path("to"), "is required: a list of targets");
    }
    WatchTerms usual = Settings.NONE.terms();
    return new Settings(
        to,
        new WatchTerms(
            watch.duration("stalled", SHORTEST, LONGEST).orElse(usual.stalled()),
            watch.duration("behind", SHORTEST, LONGEST).orElse(usual.behind())));
  }
}
