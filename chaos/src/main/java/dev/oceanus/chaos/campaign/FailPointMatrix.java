package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.campaign.Break.Action;
import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.Service;
import dev.oceanus.common.fail.FailPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * Breaks collector and loader at every fail point that there is, by halt, hang and throw, while the
 * load goes on. Both are broken at the same time, each on a thread of its own, so that it does not
 * take twice as long. A point that is not reached is a failure, and so is a process that does not
 * break, end or go on as it must. Needs two collectors, since one of them breaks, and one loader,
 * since only the holder of the leases reaches its points.
 */
public final class FailPointMatrix implements Campaign {
  private static final int TOGETHER = 4;

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
    if (rig.loaders().size() != 1 || (alsoCollectors && rig.collectors().size() < 2)) {
      throw new IllegalArgumentException("needs one loader, and two collectors to break one");
    }
    Breaker collector = breaker(scene, rig.collectors().getFirst());
    Breaker loader = breaker(scene, rig.loaders().getFirst());
    FutureTask<Boolean> collectors =
        new FutureTask<>(alsoCollectors ? () -> collectors(collector) : () -> {}, true);
    Thread.ofPlatform().name("break-collector").start(collectors);
    loaders(loader);
    try {
      boolean unused = collectors.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while breaking collectors", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("breaking collectors", e);
    }
    done.addAll(collector.done());
    done.addAll(loader.done());
  }

  private static Breaker breaker(Scene scene, Service service) {
    return new Breaker(service, new SplittableRandom(scene.random().nextLong()), scene.progress());
  }

  private static void collectors(Breaker breaker) {
    for (FailPoint point : points("collector-")) {
      for (Action action : Action.values()) {
        breaker.run(new Break(point, action));
      }
    }
  }

  private static void loaders(Breaker breaker) {
    List<FailPoint> points = new ArrayList<>(points("loader-"));
    points.removeAll(List.of(FailPoint.LOADER_ADOPTED, FailPoint.LOADER_RELEASED));
    for (FailPoint point : points) {
      breaker.run(new Break(point, Action.HALT));
      breaker.run(new Break(point, Action.THROW));
    }
    for (int i = 0; i < points.size(); i += TOGETHER) {
      breaker.hangTogether(points.subList(i, Math.min(points.size(), i + TOGETHER)));
    }
    for (Action action : Action.values()) {
      breaker.runAfterHalt(FailPoint.LOADER_COMMITTED, new Break(FailPoint.LOADER_ADOPTED, action));
      breaker.runWhileEnding(new Break(FailPoint.LOADER_RELEASED, action));
    }
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

  /** Every point with every action. */
  static List<String> all() {
    return all("");
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
