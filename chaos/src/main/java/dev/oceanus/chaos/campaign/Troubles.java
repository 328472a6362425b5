package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.rig.Metrics;
import dev.oceanus.chaos.rig.Rig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One trouble of BigQuery after the other while the load goes on. After each of them it is well
 * again, and the loaders have to find that out by themselves.
 */
public final class Troubles implements Campaign {
  private static final Duration RECOVERED = Duration.ofSeconds(90);
  private static final String COMMITTED = "oceanus_loader_batches_committed_total";

  private final List<Trouble> troubles;
  private final List<String> done = new ArrayList<>();

  public Troubles(List<Trouble> troubles) {
    this.troubles = List.copyOf(troubles);
  }

  @Override
  public void run(Scene scene) {
    Rig rig = scene.rig();
    for (Trouble trouble : troubles) {
      trouble.rules().forEach(rig.standIn()::fault);
      if (!trouble.settings().isEmpty()) {
        rig.standIn().set(trouble.settings());
      }
      rig.tend(trouble.lasts());
      double before = committed(rig);
      rig.standIn().heal();
      rig.standIn().set("{\"bearerToken\":null}");
      if (!rig.tendUntil(RECOVERED, () -> committed(rig) > before)) {
        throw new IllegalStateException(
            "no batch was committed within %s after '%s'".formatted(RECOVERED, trouble.name()));
      }
      done.add(trouble.name());
      scene.progress().accept("it was so that " + trouble.name() + "; batches go on");
    }
  }

  private static double committed(Rig rig) {
    return rig.loaders().stream()
        .mapToDouble(loader -> Metrics.of(loader.adminPort()).sum(COMMITTED))
        .sum();
  }

  /** What was gone through. */
  public List<String> done() {
    return List.copyOf(done);
  }
}
