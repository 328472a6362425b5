package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.rig.Metrics;
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
  private static final Duration GIVEN_REQUESTS = Duration.ofSeconds(30);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final int rounds;
  private Duration slowest = Duration.ZERO;

  public RollingRestart(int rounds) {
    this.rounds = rounds;
  }

  @Override
  public void run(Scene scene) {
    scene.settle(); // what another campaign broke last may just be starting
    long failedBefore = scene.load().failed();
    long requestsBefore = scene.load().requests();
    long begun = System.nanoTime();
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
    long requests = scene.load().requests() - requestsBefore;
    double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    scene
        .progress()
        .accept(
            "%d requests in %.0f s, %.0f a second; the slowest process ended after %.1f s"
                .formatted(requests, seconds, requests / seconds, slowest.toMillis() / 1000.0));
    if (failed > 0) {
      throw new IllegalStateException(failed + " requests failed for rolling restarts");
    }
  }

  private void replace(Rig rig, Service service) {
    Life old = service.life();
    service.leave();
    long told = System.nanoTime();
    old.terminate();
    boolean ended = rig.tendUntil(ENDED, () -> !old.isAlive());
    if (!ended || old.awaitEnd(ENDED) != 0) {
      throw new IllegalStateException(old + " did not end in order: " + old.log());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - told);
    slowest = took.compareTo(slowest) > 0 ? took : slowest;
    service.start();
    rig.tend(BETWEEN);
    service.awaitStart();
    if (rig.isBalanced() && rig.collectors().contains(service)) {
      awaitRequests(rig, service);
    }
  }

  /** It is replaced once the balancer has found it ready; so does a rollout. */
  private static void awaitRequests(Rig rig, Service service) {
    boolean given =
        rig.tendUntil(
            GIVEN_REQUESTS,
            () ->
                Metrics.of(service.adminPort()).sum("oceanus_collector_received_events_total") > 0);
    if (!given) {
      throw new IllegalStateException(service.life() + " is given no requests");
    }
  }
}
