package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.campaign.Break.Action;
import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.Service;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.testkit.net.LossyProxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * Breaks collectors and a loader at every fail point that there is, by halt, throw and hang, while
 * the load goes on. They are broken at the same time, each on a thread of its own, and each life
 * inherits what the one before it left when it broke, so that it does not take many times as long.
 * A point that is not reached is a failure, and so is a process that does not break, end or go on
 * as it must. Needs three collectors, since the first and the last, whose line to Redis is cut,
 * break, and one loader, since only the holder of the leases reaches its points.
 */
public final class FailPointMatrix implements Campaign {
  private static final int TOGETHER = 4;
  private static final String SPOOL = "collector-spool-";

  private final boolean alsoCollectors;
  private final List<String> done = new ArrayList<>();

  /** Breaks both. */
  public FailPointMatrix() {
    this(true);
  }

  private FailPointMatrix(boolean alsoCollectors) {
    this.alsoCollectors = alsoCollectors;
  }

  /** Breaks loaders only: a collector knows nothing of the warehouse. */
  public static FailPointMatrix ofLoaders() {
    return new FailPointMatrix(false);
  }

  @Override
  public void run(Scene scene) {
    Rig rig = scene.rig();
    if (rig.loaders().size() != 1 || (alsoCollectors && rig.collectors().size() < 3)) {
      throw new IllegalArgumentException("needs one loader, and three collectors to break two");
    }
    Breaker collector = breaker(scene, rig.collectors().getFirst());
    Breaker spool = breaker(scene, rig.collectors().getLast());
    Breaker loader = breaker(scene, rig.loaders().getFirst());
    List<FutureTask<Boolean>> meanwhile = new ArrayList<>();
    if (alsoCollectors) {
      meanwhile.add(begun("break-collector", () -> collectors(collector)));
      meanwhile.add(begun("break-spool", () -> spools(spool, rig.line())));
    }
    loaders(loader);
    meanwhile.forEach(FailPointMatrix::finish);
    done.addAll(collector.done());
    done.addAll(spool.done());
    done.addAll(loader.done());
  }

  private static FutureTask<Boolean> begun(String name, Runnable breaking) {
    FutureTask<Boolean> task = new FutureTask<>(breaking, true);
    Thread.ofPlatform().name(name).start(task);
    return task;
  }

  private static void finish(FutureTask<Boolean> task) {
    try {
      boolean unused = task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while breaking collectors", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("breaking collectors: " + e.getCause(), e);
    }
  }

  private static Breaker breaker(Scene scene, Service service) {
    return new Breaker(
        service,
        new SplittableRandom(scene.random().nextLong()),
        scene.progress(),
        scene.rig()::broken);
  }

  private static void collectors(Breaker breaker) {
    List<FailPoint> points = new ArrayList<>(points("collector-"));
    points.removeAll(points(SPOOL));
    for (FailPoint point : points) {
      for (Action action : Action.values()) {
        breaker.run(new Break(point, action));
      }
      breaker.goesOn();
    }
  }

  private static void spools(Breaker breaker, LossyProxy line) {
    for (FailPoint point : points(SPOOL)) {
      for (Action action : Action.values()) {
        breaker.runWithout(line, new Break(point, action));
      }
      breaker.goesOn();
    }
  }

  private static void loaders(Breaker breaker) {
    List<FailPoint> points = new ArrayList<>(points("loader-"));
    points.removeAll(List.of(FailPoint.LOADER_ADOPTED, FailPoint.LOADER_RELEASED));
    for (int i = 0; i < points.size(); i += TOGETHER) {
      List<FailPoint> some = points.subList(i, Math.min(points.size(), i + TOGETHER));
      for (FailPoint point : some) {
        breaker.run(new Break(point, Action.HALT));
        breaker.run(new Break(point, Action.THROW));
      }
      breaker.hangTogether(some);
    }
    for (Action action : Action.values()) {
      breaker.runAfterHalt(FailPoint.LOADER_COMMITTED, new Break(FailPoint.LOADER_ADOPTED, action));
      breaker.runWhileEnding(new Break(FailPoint.LOADER_RELEASED, action));
    }
    breaker.goesOn();
  }

  private static List<FailPoint> points(String prefix) {
    return Arrays.stream(FailPoint.values())
        .filter(point -> point.key().startsWith(prefix))
        .toList();
  }

  /** What was done, one line each. */
  public List<String> done() {
    return List.copyOf(done);
  }

  /**
   * Every point of collectors and loaders with every action; relays have a campaign of their own.
   */
  static List<String> all() {
    List<String> all = all("collector-");
    all.addAll(all("loader-"));
    return all;
  }

  /** Every point whose key begins like this, with every action. */
  static List<String> all(String prefix) {
    return points(prefix).stream()
        .flatMap(
            point ->
                Arrays.stream(Action.values()).map(action -> new Break(point, action).toString()))
        .collect(Collectors.toList());
  }
}
