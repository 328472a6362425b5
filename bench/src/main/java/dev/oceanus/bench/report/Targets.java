package dev.oceanus.bench.report;

import dev.oceanus.bench.drain.DrainBench;
import dev.oceanus.bench.drain.DrainFigure;
import dev.oceanus.bench.load.LoadBench;
import dev.oceanus.bench.load.LoadFigure;
import dev.oceanus.bench.load.Scenario;
import dev.oceanus.bench.load.SlowBench;
import dev.oceanus.bench.messages.MessageBench;
import dev.oceanus.bench.process.Memory;
import dev.oceanus.bench.relay.RelayBench;
import dev.oceanus.bench.report.Target.Rule;
import dev.oceanus.bench.rules.RulesBench;
import dev.oceanus.bench.start.StartBench.StartFigure;
import java.util.ArrayList;
import java.util.List;

/** The figures that we hold ourselves to. */
public final class Targets {
  private static final String COLLECTOR = "collector";
  private static final double PIXELS_OF_NGINX = 0.40;
  private static final double CPU_MICROS = 30;
  private static final double POSTED_EVENTS = 60_000;
  private static final double ROWS = 50_000;
  private static final double LOADED_ROWS = 40_000;
  private static final double STREAMED_ROWS = 20_000;
  private static final double RELAYED_EVENTS = 20_000;
  private static final double RULE_MICROS = 2;
  private static final double MESSAGE_MILLIS = 2_000;
  private static final double READY_MILLIS = 1_500;
  private static final double TIMES_SLOWER = 2;
  private static final double COLLECTOR_MIB = 256;
  private static final double MIB = 1 << 20;

  private Targets() {}

  /** Those of the load on the collector. */
  public static List<Target> of(LoadBench.Found load) {
    List<Target> targets = new ArrayList<>();
    for (LoadFigure figure : load.figures()) {
      if (!figure.contestant().equals(COLLECTOR)) {
        continue;
      }
      Double ratio = figure.ratioToNginx();
      if (figure.scenario() == Scenario.PIXEL && ratio != null) {
        targets.add(
            new Target(
                "durable pixel requests, as a share of nginx'",
                "",
                Rule.AT_LEAST,
                PIXELS_OF_NGINX,
                ratio,
                valid(load, Scenario.PIXEL)));
      }
      if (figure.scenario() == Scenario.POST_TWENTY) {
        targets.add(
            new Target(
                "durable events by POST of 20",
                "events/s",
                Rule.AT_LEAST,
                POSTED_EVENTS,
                figure.eventsPerSecond(),
                figure.valid()));
      }
      targets.add(
          new Target(
              "collector's CPU per event, " + figure.scenario().title(),
              "us",
              Rule.AT_MOST,
              CPU_MICROS,
              figure.cpuMicrosPerEvent().getOrDefault(COLLECTOR, Double.NaN),
              figure.valid()));
    }
    Memory memory = load.memory().getOrDefault(COLLECTOR, Memory.NONE);
    targets.add(
        new Target(
            "collector's peak memory under load (RSS)",
            "MiB",
            Rule.AT_MOST,
            COLLECTOR_MIB,
            memory.peakBytes() / MIB,
            memory.peakBytes() > 0));
    return targets;
  }

  /** A ratio needs both sides. */
  private static boolean valid(LoadBench.Found load, Scenario scenario) {
    return load.figures().stream()
        .filter(figure -> figure.scenario() == scenario)
        .allMatch(LoadFigure::valid);
  }

  /** Those of the loader. */
  public static List<Target> of(DrainBench.Found drain) {
    List<Target> targets = new ArrayList<>();
    for (DrainFigure figure : drain.figures()) {
      switch (figure.sink()) {
        case DUCKDB ->
            targets.add(rows("loader into DuckDB", ROWS, figure.rowsPerSecond(), figure));
        case LOAD ->
            targets.add(
                rows(
                    "loader into load jobs, of one core",
                    LOADED_ROWS,
                    figure.rowsPerSecondOfOneCore(),
                    figure));
        case STREAM ->
            targets.add(
                rows(
                    "loader into write streams, of one core",
                    STREAMED_ROWS,
                    figure.rowsPerSecondOfOneCore(),
                    figure));
        case NOOP -> {} // only to see what the others cost
      }
    }
    return targets;
  }

  private static Target rows(String name, double wanted, double found, DrainFigure figure) {
    return new Target(name, "rows/s", Rule.AT_LEAST, wanted, found, figure.valid());
  }

  /** That of the relay. */
  public static List<Target> of(RelayBench.Found relay) {
    return List.of(
        new Target(
            "relay into nothing",
            "events/s",
            Rule.AT_LEAST,
            RELAYED_EVENTS,
            relay.eventsPerSecond(),
            relay.valid()));
  }

  /** Those of rules: of each kind, and of one event against all of them. */
  public static List<Target> of(RulesBench.Found rules) {
    List<Target> targets = new ArrayList<>();
    rules.kinds().forEach(each -> targets.add(rule(each.kind().title(), each.micros(), rules)));
    targets.add(rule("all kinds, decoding included", rules.microsPerRule(), rules));
    return targets;
  }

  private static Target rule(String what, double micros, RulesBench.Found rules) {
    return new Target(
        "rule and event, " + what, "us", Rule.AT_MOST, RULE_MICROS, micros, rules.valid());
  }

  /** That of messages. */
  public static List<Target> of(MessageBench.Found messages) {
    return List.of(
        new Target(
            "event to message, p95",
            "ms",
            Rule.AT_MOST,
            MESSAGE_MILLIS,
            messages.p95Millis(),
            messages.valid()));
  }

  /** Those of good requests beside slow clients. */
  public static List<Target> of(SlowBench.Found slow) {
    return slow.figures().stream()
        .map(
            figure ->
                new Target(
                    "p99 beside " + figure.mode().title() + ", of that without",
                    "",
                    Rule.AT_MOST,
                    TIMES_SLOWER,
                    figure.ratio(),
                    figure.valid()))
        .toList();
  }

  /** Those of starting. */
  public static List<Target> of(List<StartFigure> start) {
    return start.stream()
        .filter(figure -> !figure.cached())
        .map(
            figure ->
                new Target(
                    figure.process() + " ready",
                    "ms",
                    Rule.AT_MOST,
                    READY_MILLIS,
                    figure.readyMillis(),
                    true))
        .toList();
  }
}
