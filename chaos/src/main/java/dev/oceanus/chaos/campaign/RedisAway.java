package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.rig.Metrics;
import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.Service;
import java.time.Duration;
import java.util.List;

/**
 * Takes Redis away for a while, during which collectors spool; then it comes back, and they have to
 * send all of it within some minutes, while new events keep coming. No request may fail for it,
 * unless collectors are killed meanwhile as well.
 */
public final class RedisAway implements Campaign {
  private static final Duration DRAINED = Duration.ofMinutes(3);
  private static final Duration STARTED = Duration.ofSeconds(30);
  private static final String EVENTS = "oceanus_collector_spool_events";
  private static final String BYTES = "oceanus_collector_spool_bytes";
  private static final int SHORTEST_LIFE = 300;
  private static final double MEBIBYTE = 1 << 20;

  private final Duration away;
  private final int kills;
  private double spooled;

  /**
   * @param kills so often one of the collectors is killed meanwhile, at random instants
   */
  public RedisAway(Duration away, int kills) {
    this.away = away;
    this.kills = kills;
  }

  @Override
  public void run(Scene scene) {
    Rig rig = scene.rig();
    scene.settle();
    long failedBefore = scene.load().failed();
    rig.redis().stop();
    rig.broken();
    if (kills == 0) {
      rig.tend(away);
    } else {
      kill(scene);
    }
    spooled = sum(rig, EVENTS);
    double bytes = sum(rig, BYTES);
    if (spooled == 0) {
      throw new IllegalStateException("no event was spooled while Redis was away for " + away);
    }
    double seconds = drained(rig);
    long failed = scene.load().failed() - failedBefore;
    scene
        .progress()
        .accept(
            ("Redis was away for %d s, with %d kills meanwhile: %.0f events (%.1f MiB) were spooled,"
                    + " and sent within %.1f s; %d requests failed")
                .formatted(away.toSeconds(), kills, spooled, bytes / MEBIBYTE, seconds, failed));
    if (kills == 0 && failed > 0) {
      throw new IllegalStateException(failed + " requests failed while Redis was away");
    }
  }

  /** Brings Redis back, and waits until the spools are empty; how many seconds that took. */
  private static double drained(Rig rig) {
    rig.redis().restart();
    rig.broken();
    long begun = System.nanoTime();
    if (!rig.tendUntil(DRAINED, () -> sum(rig, EVENTS) == 0)) {
      throw new IllegalStateException("the spools were not empty " + DRAINED + " after Redis came");
    }
    return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
  }

  private void kill(Scene scene) {
    Rig rig = scene.rig();
    int longestLife = Math.toIntExact(Math.max(2L * SHORTEST_LIFE, away.toMillis() / kills));
    for (int i = 0; i < kills; i++) {
      List<Service> collectors = rig.collectors();
      Service one = collectors.get(scene.random().nextInt(collectors.size()));
      boolean unused = rig.tendUntil(STARTED, one::hasStarted);
      rig.tend(Duration.ofMillis(scene.random().nextInt(SHORTEST_LIFE, longestLife)));
      one.leave();
      one.life().kill();
      rig.broken();
      one.start();
    }
    rig.collectors().forEach(Service::awaitStart);
  }

  private static double sum(Rig rig, String gauge) {
    return rig.collectors().stream()
        .mapToDouble(each -> Metrics.of(each.adminPort()).sum(gauge))
        .sum();
  }

  /** Events that were in the spools when Redis came back. */
  public double spooled() {
    return spooled;
  }
}
