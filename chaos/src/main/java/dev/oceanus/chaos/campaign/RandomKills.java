package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.Service;
import dev.oceanus.testkit.process.Life;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Kills (SIGKILL) processes at random instants, also while they start, and starts each again at
 * once. Now and then a second one dies before the first is back. What dies and when depends on the
 * seed alone; where it is hit, on the machine.
 */
public final class RandomKills implements Campaign {
  private static final int SHORTEST_MILLIS = 50;
  private static final int LONGEST_MILLIS = 3_000;
  private static final int LONGEST_STALL_MILLIS = 5_000;
  private static final int EVERY = 10;
  private static final int PAIRS = 6;
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private final int kills;
  private final List<Target> targets;
  private final List<Target> dealt = new ArrayList<>();
  private final Map<Target, Integer> done = new EnumMap<>(Target.class);

  /** What can be killed. */
  public enum Target {
    LOADER,
    COLLECTOR,
    REDIS,
    /** BigQuery's stand-in, where there is one. */
    BIGQUERY,
    /** The owner of the tables, where there is one. */
    TABLES,
    /** Who tells people, where events are published. */
    NOTIFIER,
    /** Not killed: any process is stopped (SIGSTOP) for some seconds, and goes on. */
    STALL;

    /** The target of this name, in lower case. */
    public static Optional<Target> of(String name) {
      return Arrays.stream(values())
          .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst();
    }
  }

  /**
   * @param kills how many in all
   * @param targets what is killed; one that stands twice is killed twice as often
   */
  public RandomKills(int kills, List<Target> targets) {
    this.kills = kills;
    this.targets = List.copyOf(targets);
  }

  @Override
  public void run(Scene scene) {
    int killed = 0;
    while (killed < kills) {
      boolean pair = kills - killed > 1 && scene.random().nextInt(PAIRS) == 0;
      scene.rig().tend(millis(scene, LONGEST_MILLIS));
      Target first = next(scene);
      if (pair) {
        Target second = next(scene);
        hit(scene, first, () -> hit(scene, second, () -> {}));
      } else {
        hit(scene, first, () -> {});
      }
      killed += pair ? 2 : 1;
      if (killed / EVERY > (killed - (pair ? 2 : 1)) / EVERY || killed == kills) {
        tell(scene, killed);
      }
    }
  }

  /** Each has its share: all are dealt before one comes again. */
  private Target next(Scene scene) {
    if (dealt.isEmpty()) {
      dealt.addAll(targets);
      Collections.shuffle(dealt, scene.random());
    }
    return dealt.removeLast();
  }

  private void tell(Scene scene, int killed) {
    scene
        .progress()
        .accept(
            "%d of %d kills %s; %d events due, %d requests failed"
                .formatted(killed, kills, done, scene.load().due(), scene.load().failed()));
  }

  /** Kills one, then does something else, and only then starts it again. */
  private void hit(Scene scene, Target target, Runnable whileDown) {
    done.merge(target, 1, Integer::sum);
    Rig rig = scene.rig();
    switch (target) {
      case REDIS -> {
        rig.broken();
        if (rig.redis().isAlive()) {
          rig.redis().kill();
        }
        whileDown.run();
        rig.redis().restart();
        rig.broken(); // a relay may have tried meanwhile
      }
      case LOADER -> again(scene, oneOf(scene, rig.loaders()), whileDown);
      case COLLECTOR -> again(scene, oneOf(scene, rig.collectors()), whileDown);
      case BIGQUERY -> again(scene, rig.bigQuery(), whileDown);
      case TABLES -> again(scene, rig.tableCreator(), whileDown);
      case NOTIFIER -> again(scene, oneOf(scene, rig.notifiers()), whileDown);
      case STALL -> stall(scene, whileDown);
    }
  }

  /** Mostly it has started before it dies again, so that it has done some work. */
  private static void again(Scene scene, Service service, Runnable whileDown) {
    if (scene.random().nextInt(4) > 0) {
      boolean unused = scene.rig().tendUntil(LONGEST_START, service::hasStarted);
    }
    scene.rig().broken();
    service.life().kill();
    service.leave();
    whileDown.run();
    if (!service.life().isAlive()) { // else it was the second one as well
      service.start();
    }
  }

  private static void stall(Scene scene, Runnable meanwhile) {
    Rig rig = scene.rig();
    rig.broken();
    int which = scene.random().nextInt(3);
    Life life = oneOf(scene, which == 0 ? rig.collectors() : rig.loaders()).life();
    if (which == 2) {
      rig.redis().pause();
    } else if (life.isAlive()) {
      life.pause();
    }
    rig.tend(millis(scene, LONGEST_STALL_MILLIS));
    rig.broken();
    if (which == 2) {
      rig.redis().resume();
    } else if (life.isAlive()) {
      life.resume();
    }
    meanwhile.run();
  }

  private static Duration millis(Scene scene, int longest) {
    return Duration.ofMillis(scene.random().nextInt(SHORTEST_MILLIS, longest));
  }

  private static <T> T oneOf(Scene scene, List<T> choices) {
    return choices.get(scene.random().nextInt(choices.size()));
  }

  /** How many of each were killed. */
  public Map<Target, Integer> done() {
    return Map.copyOf(done);
  }
}
