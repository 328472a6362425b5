package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.load.Load;
import dev.oceanus.chaos.load.Poison;
import dev.oceanus.chaos.rig.Audit;
import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.RigPlan;
import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import dev.oceanus.chaos.rig.Service;
import dev.oceanus.testkit.ledger.Books;
import dev.oceanus.testkit.ledger.EventLedger;
import dev.oceanus.testkit.ledger.Oracle;
import dev.oceanus.testkit.ledger.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One run: sets the pipeline up, puts it under load, lets campaigns loose on it, and asks the
 * oracle.
 *
 * @param plan what is set up
 * @param rate events a second
 * @param seed of everything that is random
 * @param progress takes a line for whoever watches
 */
public record Trial(RigPlan plan, int rate, long seed, Consumer<String> progress) {
  private static final Duration CALM = Duration.ofSeconds(1);

  /**
   * What came of it.
   *
   * @param due events that were due at the rate
   * @param leftOut of them, not sent since no sender was free
   * @param failedRequests requests without an answer, or one of 5xx
   * @param seconds how long the load lasted
   */
  public record Outcome(
      Verdict verdict, long due, long leftOut, long failedRequests, long seconds) {}

  /** Runs the campaigns, one after the other, under one load. */
  public Outcome run(List<Campaign> campaigns) {
    Path file = plan.folder().resolve("events.ledger");
    Rehearsal.of(plan);
    try (Rig rig = Rig.start(plan)) {
      Load load;
      long begun = System.nanoTime();
      try (EventLedger ledger = new EventLedger(file);
          Poison poison = poison(rig, ledger);
          Load running = new Load(ledger, rig.ports(), rate, seed)) {
        load = running;
        Scene scene = new Scene(rig, running, new SplittableRandom(seed + 1), progress);
        running.start();
        poison.start();
        rig.tend(CALM);
        campaigns.forEach(campaign -> campaign.run(scene));
        rig.services().forEach(Service::awaitStart);
        rig.tend(CALM);
      }
      long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
      progress.accept("load ended after %d s; draining and comparing".formatted(seconds));
      Books books = Books.read(file);
      Oracle oracle = new Oracle(books, byValue());
      Audit audit = new Audit(rig, oracle);
      audit.run(Load.COMPARED);
      if (plan.live()) {
        progress.accept(audit.live(books));
      }
      return new Outcome(oracle.verdict(), load.due(), load.leftOut(), load.failed(), seconds);
    }
  }

  /** BigQuery keeps the value of JSON, not its text. */
  private Set<String> byValue() {
    return plan.warehouse() == Warehouse.DUCKDB ? Set.of() : Set.of("properties");
  }

  private Poison poison(Rig rig, EventLedger ledger) {
    return new Poison(
        ledger, rig.redis().port(), rig.eventShards(), new SplittableRandom(seed + 2));
  }
}
