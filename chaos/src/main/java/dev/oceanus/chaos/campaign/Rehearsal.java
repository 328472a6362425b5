package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.load.Load;
import dev.oceanus.chaos.rig.Metrics;
import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.RigPlan;
import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import dev.oceanus.testkit.ledger.EventLedger;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Lets each program of a kind of rig work for a moment, to keep archives of the classes that it
 * loads: all later lives start in half of the time. Once in the life of this process.
 */
final class Rehearsal {
  private static final Set<Kind> DONE = new HashSet<>();
  private static final Duration WORKS = Duration.ofSeconds(60);
  private static final int RATE = 100;
  private static final int BATCHES = 4;

  /** What makes programs load other classes. */
  private record Kind(Warehouse warehouse, boolean live) {}

  private Rehearsal() {}

  /** Makes it if there was none of the kind; one at a time. */
  static void of(RigPlan plan) {
    synchronized (DONE) {
      if (DONE.add(new Kind(plan.warehouse(), plan.live()))) {
        rehearse(plan.rehearsal());
      }
    }
  }

  private static void rehearse(RigPlan plan) {
    try (Rig rig = Rig.rehearse(plan)) {
      try (EventLedger ledger = new EventLedger(plan.folder().resolve("events.ledger"));
          Load load = new Load(ledger, rig.ports(), RATE, 1)) {
        load.start();
        int loader = rig.loaders().getFirst().adminPort();
        if (!rig.tendUntil(
            WORKS,
            () -> Metrics.of(loader).sum("oceanus_loader_batches_committed_total") > BATCHES)) {
          throw new IllegalStateException(
              "nothing was loaded in the rehearsal in " + plan.folder());
        }
      }
      rig.endInOrder();
    }
  }
}
