package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.chaos.rig.RigPlan;
import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import dev.oceanus.testkit.ledger.Verdict;
import java.nio.file.Path;
import java.util.List;

/** Trials as tests run them: the seed is printed, and everything is kept in the test's folder. */
final class Trials {
  private static final int RATE = 200;
  private static final int SLOW_RATE = 80;

  private Trials() {}

  /** Runs campaigns and expects that no event minded. */
  static Trial.Outcome passes(RigPlan plan, long seed, Campaign... campaigns) {
    return passes(new Trial(plan, RATE, seed, System.out::println), campaigns);
  }

  /** The same with fewer events, where it is the processes that matter. */
  static Trial.Outcome passesSlowly(RigPlan plan, long seed, Campaign... campaigns) {
    return passes(new Trial(plan, SLOW_RATE, seed, System.out::println), campaigns);
  }

  private static Trial.Outcome passes(Trial trial, Campaign... campaigns) {
    System.out.printf("seed %d in %s%n", trial.seed(), trial.plan().folder());
    Trial.Outcome outcome = trial.run(List.of(campaigns));
    System.out.println(outcome);
    Verdict.Counts counts = outcome.verdict().counts();
    assertThat(outcome.verdict().differences()).as(outcome.verdict()::toString).isEmpty();
    assertThat(outcome.verdict().passed()).isTrue();
    assertThat(outcome.leftOut())
        .as("events that were due, but not sent, out of " + outcome.due())
        .isLessThan(outcome.due() / 20);
    assertThat(counts.acknowledged()).isGreaterThan(counts.sent() / 4);
    assertThat(counts.batches()).isPositive();
    return outcome;
  }

  static RigPlan plan(Path folder, int collectors, int loaders) {
    return plan(folder, collectors, loaders, Warehouse.DUCKDB);
  }

  static RigPlan plan(Path folder, int collectors, int loaders, Warehouse warehouse) {
    return new RigPlan(folder.resolve("run"), collectors, loaders, warehouse);
  }
}
