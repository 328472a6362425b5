package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.campaign.Break.Action;
import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.Service;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.testkit.net.LossyProxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** Where a loader has to do with its warehouse. */
  private static final Set<FailPoint> COMMIT =
      Set.of(
          FailPoint.LOADER_PROBED,
          FailPoint.LOADER_ADOPTED,
          FailPoint.LOADER_BEFORE_COMMIT,
          FailPoint.LOADER_BEFORE_SUBMIT,
          FailPoint.LOADER_IN_COMMIT,
          FailPoint.LOADER_SUBMITTED,
          FailPoint.LOADER_COMMITTED,
          FailPoint.LOADER_VERIFIED);

  private final boolean alsoCollectors;
  private final Set<FailPoint> ofLoaders;
  private final Set<FailPoint> byAll;
  private final List<String> done = new ArrayList<>();

  /** Breaks both. */
  public FailPointMatrix() {
    this(true, EnumSet.allOf(FailPoint.class), EnumSet.allOf(FailPoint.class));
  }

  /**
   * @param ofLoaders points at which loaders break
   * @param byAll those of them at which there are throw and hang as well
   */
  private FailPointMatrix(boolean alsoCollectors, Set<FailPoint> ofLoaders, Set<FailPoint> byAll) {
    this.alsoCollectors = alsoCollectors;
    this.ofLoaders = ofLoaders;
    this.byAll = byAll;
  }

  /**
   * Breaks loaders only, for one more warehouse: by halt at every point, and by throw and hang
   * where the warehouse has to do with it.
   */
  public static FailPointMatrix ofLoaders() {
    return new FailPointMatrix(false, EnumSet.allOf(FailPoint.class), COMMIT);
  }

  /** The same only where the warehouse has to do with it. */
  public static FailPointMatrix ofCommits() {
    return new FailPointMatrix(false, COMMIT, COMMIT);
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

  private void loaders(Breaker breaker) {
    List<FailPoint> points = new ArrayList<>(loaderPoints());
    points.removeAll(List.of(FailPoint.LOADER_ADOPTED, FailPoint.LOADER_RELEASED));
    List<FailPoint> toHang = new ArrayList<>();
    for (FailPoint point : points) {
      breaker.run(new Break(point, Action.HALT));
      if (byAll.contains(point)) {
        breaker.run(new Break(point, Action.THROW));
        toHang.add(point);
      }
      if (toHang.size() == TOGETHER) {
        breaker.hangTogether(toHang);
        toHang.clear();
      }
    }
    if (!toHang.isEmpty()) {
      breaker.hangTogether(toHang);
    }
    for (Action action : actions(FailPoint.LOADER_ADOPTED)) {
      breaker.runAfterHalt(FailPoint.LOADER_COMMITTED, new Break(FailPoint.LOADER_ADOPTED, action));
    }
    if (ofLoaders.contains(FailPoint.LOADER_RELEASED)) {
      for (Action action : actions(FailPoint.LOADER_RELEASED)) {
        breaker.runWhileEnding(new Break(FailPoint.LOADER_RELEASED, action));
      }
    }
    breaker.goesOn();
  }

  private List<Action> actions(FailPoint point) {
    return byAll.contains(point) ? List.of(Action.values()) : List.of(Action.HALT);
  }

  private List<FailPoint> loaderPoints() {
    return points("loader-").stream().filter(ofLoaders::contains).toList();
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

  /** What has to be done, one line each; relays have a campaign of their own. */
  List<String> due() {
    return Stream.concat(
            alsoCollectors ? points("collector-").stream() : Stream.empty(),
            loaderPoints().stream())
        .flatMap(point -> actions(point).stream().map(action -> new Break(point, action)))
        .map(Break::toString)
        .toList();
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
