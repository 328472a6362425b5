package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.rig.LiveSide;
import dev.oceanus.chaos.rig.Metrics;
import dev.oceanus.chaos.rig.Rig;
import java.time.Duration;

/**
 * Takes Pub/Sub away for a while, during which the streams wait; then it comes back, and all of it
 * has to be published within some minutes, while new events keep coming. No request may fail for
 * it, and what is loaded meanwhile must go on being loaded.
 */
public final class PubSubAway implements Campaign {
  private static final Duration CAUGHT_UP = Duration.ofMinutes(3);
  private static final Duration BEGUN = Duration.ofSeconds(30);
  private static final String LAG = "oceanus_collector_relay_lag_entries";
  private static final String LOADED = "oceanus_loader_rows_committed_total";

  private final Duration away;
  private double waited;

  public PubSubAway(Duration away) {
    this.away = away;
  }

  @Override
  public void run(Scene scene) {
    Rig rig = scene.rig();
    LiveSide live = rig.live();
    if (!rig.tendUntil(BEGUN, () -> live.events() > 0)) {
      throw new IllegalStateException("no event was published within " + BEGUN);
    }
    scene.settle();
    long failedBefore = scene.load().failed();
    double loadedBefore = loaded(rig);
    live.line().reset();
    live.broken();
    rig.tend(away);
    waited = lag(rig);
    double loadedMeanwhile = loaded(rig) - loadedBefore;
    live.line().pass();
    live.broken();
    long begun = System.nanoTime();
    if (!rig.tendUntil(CAUGHT_UP, () -> lag(rig) < waited / 10)) {
      throw new IllegalStateException(
          "%.0f events were not published %s after Pub/Sub came".formatted(lag(rig), CAUGHT_UP));
    }
    double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1_000.0;
    long failed = scene.load().failed() - failedBefore;
    scene
        .progress()
        .accept(
            ("Pub/Sub was away for %d s: %.0f entries waited, and were published within %.1f s; %.0f"
                    + " rows were loaded meanwhile, %d requests failed")
                .formatted(away.toSeconds(), waited, seconds, loadedMeanwhile, failed));
    if (failed > 0 || loadedMeanwhile == 0 || waited == 0) {
      throw new IllegalStateException(
          "while Pub/Sub was away %d requests failed, %.0f rows were loaded, %.0f entries waited"
              .formatted(failed, loadedMeanwhile, waited));
    }
  }

  private static double lag(Rig rig) {
    return rig.collectors().stream()
        .mapToDouble(each -> Metrics.of(each.adminPort()).sum(LAG))
        .sum();
  }

  private static double loaded(Rig rig) {
    return rig.loaders().stream()
        .mapToDouble(each -> Metrics.of(each.adminPort()).sum(LOADED))
        .sum();
  }

  /** Entries that waited for Pub/Sub when it came back. */
  public double waited() {
    return waited;
  }
}
