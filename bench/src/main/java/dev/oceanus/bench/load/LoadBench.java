package dev.oceanus.bench.load;

import dev.oceanus.bench.process.Measured;
import dev.oceanus.bench.process.Memory;
import dev.oceanus.bench.process.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts the same load on nginx and on the collector in turns. wrk has the same two cores as they do,
 * so the figures say what the machine does as a whole, its clients included.
 */
public final class LoadBench {
  private final Workspace workspace;
  private final Plan plan;
  private final Path sites;
  private final Consumer<String> progress;

  /**
   * How long, and how.
   *
   * @param rounds that count
   * @param time of each round
   * @param warmUp of each contestant in each scenario before the rounds
   * @param threads of wrk
   * @param connections of wrk
   */
  public record Plan(int rounds, Duration time, Duration warmUp, int threads, int connections) {}

  /**
   * What was found.
   *
   * @param plan how it was measured
   * @param figures medians
   * @param rounds every round
   * @param memory of each process after the last round
   */
  public record Found(
      Plan plan, List<LoadFigure> figures, List<LoadRound> rounds, Map<String, Memory> memory) {}

  public LoadBench(Workspace workspace, Plan plan, Path sites, Consumer<String> progress) {
    this.workspace = workspace;
    this.plan = plan;
    this.sites = sites;
    this.progress = progress;
  }

  /** Runs all rounds. */
  public Found run() {
    Wrk wrk = new Wrk(workspace, new Wrk.Shape(plan.threads, plan.connections));
    List<Contestant> contestants =
        List.of(Nginx.start(workspace), CollectorContestant.start(workspace, sites));
    for (Scenario scenario : Scenario.values()) {
      for (Contestant contestant : contestants) {
        progress.accept("warming up %s: %s".formatted(contestant.name(), scenario.title()));
        contestant.reset();
        wrk.run(scenario, contestant.port(), plan.warmUp);
      }
    }
    List<LoadRound> rounds = new ArrayList<>();
    for (int round = 1; round <= plan.rounds; round++) {
      for (Scenario scenario : Scenario.values()) {
        for (Contestant contestant : round % 2 == 1 ? contestants : contestants.reversed()) {
          rounds.add(round(wrk, contestant, scenario, round));
        }
      }
    }
    Map<String, Memory> memory = new LinkedHashMap<>();
    for (Contestant contestant : contestants) {
      contestant.processes().forEach((name, process) -> memory.put(name, process.memory()));
    }
    return new Found(plan, LoadFigure.of(rounds), rounds, memory);
  }

  private LoadRound round(Wrk wrk, Contestant contestant, Scenario scenario, int round) {
    contestant.reset();
    Map<String, Long> before = new LinkedHashMap<>();
    contestant.processes().forEach((name, process) -> before.put(name, process.cpuMicros()));
    WrkReport report = wrk.run(scenario, contestant.port(), plan.time);
    Map<String, Double> cpu = new LinkedHashMap<>();
    double events = (double) report.requests() * scenario.events();
    for (Map.Entry<String, Measured> each : contestant.processes().entrySet()) {
      long spent = each.getValue().cpuMicros() - before.getOrDefault(each.getKey(), 0L);
      cpu.put(each.getKey(), spent / events);
    }
    List<String> faults =
        new ArrayList<>(contestant.verify(scenario, report.requests(), plan.connections));
    if (report.errors().sum() > 0) {
      faults.add("wrk met " + report.errors());
    }
    LoadRound result =
        new LoadRound(
            contestant.name(),
            scenario,
            round,
            report,
            report.requestsPerSecond(),
            report.requestsPerSecond() * scenario.events(),
            cpu,
            faults);
    progress.accept(
        "round %d of %d, %s, %s: %.0f requests/s%s"
            .formatted(
                round,
                plan.rounds,
                scenario.title(),
                contestant.name(),
                result.requestsPerSecond(),
                faults.isEmpty() ? "" : ", INVALID: " + faults));
    return result;
  }
}
