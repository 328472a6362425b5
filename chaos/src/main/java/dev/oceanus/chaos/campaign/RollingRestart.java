package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.Service;
import dev.oceanus.testkit.process.Life;
import java.time.Duration;

/**
 * Ends every collector and loader in order (SIGTERM), one after the other, each time waiting until
 * its successor has started: what Kubernetes does when a new version is rolled out. No request may
 * fail for it. Needs two of each.
 */
public final class RollingRestart implements Campaign {
  private static final Duration ENDED = Duration.ofSeconds(25);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final int rounds;

  public RollingRestart(int rounds) {
    this.rounds = rounds;
  }

  @Override
  public void run(Scene scene) {
    scene.settle(); // what another campaign broke last may just be starting
    long failedBefore = scene.load().failed();
    for (int i = 1; i <= rounds; i++) {
      for (Service service : scene.rig().services()) {
        replace(scene.rig(), service);
      }
      scene
          .progress()
          .accept(
              "rolling restart %d of %d: %d requests failed"
                  .formatted(i, rounds, scene.load().failed() - failedBefore));
    }
    long failed = scene.load().failed() - failedBefore;
    if (failed > 0) {
      throw new IllegalStateException(failed + " requests failed for rolling restarts");
    }
  }

  private static void replace(Rig rig, Service service) {
    Life old = service.life();
    service.leave();
    old.terminate();
    boolean ended = rig.tendUntil(ENDED, () -> !old.isAlive());
    if (!ended || old.awaitEnd(ENDED) != 0) {
      throw new IllegalStateException(old + " did not end in order: " + old.log());
    }
    service.start();
    rig.tend(BETWEEN);
    service.awaitStart();
  }
}
