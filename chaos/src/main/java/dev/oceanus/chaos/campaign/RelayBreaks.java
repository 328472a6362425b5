package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.campaign.Break.Action;
import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.common.fail.FailPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Breaks a collector at every fail point of its relay, by halt, throw and hang, while the load goes
 * on. A point that is not reached is a failure. Needs one collector, since only the holder of the
 * leases reaches its points, and live events.
 */
public final class RelayBreaks implements Campaign {
  private static final String RELAY = "relay-";
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final List<String> done = new ArrayList<>();

  @Override
  public void run(Scene scene) {
    Rig rig = scene.rig();
    if (rig.collectors().size() != 1) {
      throw new IllegalArgumentException("needs one collector, found " + rig.collectors().size());
    }
    Breaker breaker =
        new Breaker(
            rig.collectors().getFirst(),
            new SplittableRandom(scene.random().nextLong()),
            scene.progress(),
            rig.live()::broken);
    for (FailPoint point : points()) {
      for (Action action : Action.values()) {
        Break what = new Break(point, action);
        switch (point) {
          case RELAY_LEASED -> breaker.runAtOnce(what); // once a lane
          case RELAY_RELEASED -> breaker.runWhileEnding(what);
          default -> breaker.run(what);
        }
      }
      breaker.goesOn();
    }
    done.addAll(breaker.done());
    // Who breaks between publishing and noting it cannot but publish again.
    if (!rig.tendUntil(AGAIN, () -> rig.live().repeated() > 0)) {
      throw new IllegalStateException("no event was published again, so nothing was broken");
    }
  }

  private static List<FailPoint> points() {
    return Arrays.stream(FailPoint.values())
        .filter(point -> point.key().startsWith(RELAY))
        .toList();
  }

  /** What was done, one line each. */
  public List<String> done() {
    return List.copyOf(done);
  }

  /** Every point with every action. */
  static List<String> all() {
    return FailPointMatrix.all(RELAY);
  }
}
