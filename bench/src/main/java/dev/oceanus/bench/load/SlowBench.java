package dev.oceanus.bench.load;

import dev.oceanus.bench.process.Child;
import dev.oceanus.bench.process.Medians;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.common.life.Retry;
import dev.oceanus.testkit.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures how long good requests take while slow clients hold connections, beside how long they
 * take without them. Good traffic comes by a few connections, so that it is the collector that it
 * waits for and not the machine.
 */
public final class SlowBench {
  private static final Duration HEAD_START = Duration.ofSeconds(3);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Wrk.Shape GOOD = new Wrk.Shape(1, 8);

  private final Workspace workspace;
  private final Plan plan;
  private final Path sites;
  private final Consumer<String> progress;

  /**
   * How long, and how.
   *
   * @param rounds of each mode
   * @param time of each round
   * @param connections of slow clients
   */
  public record Plan(int rounds, Duration time, int connections) {}

  /**
   * Good traffic while slow clients were there.
   *
   * @param mode what they were slow with
   * @param p99Micros median of the rounds' 99th percentiles
   * @param baselineMicros the same of the rounds right before, without slow clients
   * @param valid whether every good request was answered well
   */
  public record Figure(SlowMode mode, double p99Micros, double baselineMicros, boolean valid) {
    /** How many times longer good requests took. */
    public double ratio() {
      return p99Micros / baselineMicros;
    }
  }

  /** What was found. */
  public record Found(Plan plan, List<Figure> figures) {}

  public SlowBench(Workspace workspace, Plan plan, Path sites, Consumer<String> progress) {
    this.workspace = workspace;
    this.plan = plan;
    this.sites = sites;
    this.progress = progress;
  }

  /** Runs all rounds. */
  public Found run() {
    Wrk wrk = new Wrk(workspace, GOOD);
    Contestant collector = CollectorContestant.start(workspace, sites);
    progress.accept("warming up with " + GOOD.connections() + " connections");
    wrk.run(Scenario.PIXEL, collector.port(), plan.time);
    List<Figure> figures = new ArrayList<>();
    for (SlowMode mode : SlowMode.values()) {
      figures.add(figure(wrk, collector, mode));
    }
    return new Found(plan, figures);
  }

  private Figure figure(Wrk wrk, Contestant collector, SlowMode mode) {
    double[] alone = new double[plan.rounds];
    double[] beside = new double[plan.rounds];
    boolean valid = true;
    for (int round = 0; round < plan.rounds; round++) {
      collector.reset();
      WrkReport quiet = wrk.run(Scenario.PIXEL, collector.port(), plan.time);
      WrkReport busy = beside(wrk, collector, mode);
      alone[round] = quiet.p99Micros();
      beside[round] = busy.p99Micros();
      valid &= quiet.errors().sum() + busy.errors().sum() == 0;
      progress.accept(
          "round %d of %d, %s: p99 %.2f ms, without them %.2f ms%s"
              .formatted(
                  round + 1,
                  plan.rounds,
                  mode.title(),
                  busy.p99Micros() / 1e3,
                  quiet.p99Micros() / 1e3,
                  valid ? "" : ", INVALID: " + busy.errors()));
    }
    return new Figure(mode, Medians.of(beside), Medians.of(alone), valid);
  }

  private WrkReport beside(Wrk wrk, Contestant collector, SlowMode mode) {
    Duration lasting = HEAD_START.plus(plan.time);
    List<String> command =
        mode.command(
            Program.find("slowhttptest", "slowhttptest"),
            plan.connections,
            collector.port(),
            lasting.toSeconds());
    try (Child slow = workspace.start("slowhttptest", command, Map.of())) {
      Retry.pause(HEAD_START);
      WrkReport report = wrk.run(Scenario.PIXEL, collector.port(), plan.time);
      slow.await(GRACE);
      return report;
    }
  }
}
