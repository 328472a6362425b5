package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.Service;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Kills (SIGKILL) processes at random instants, also while they start, and starts each again at
 * once. Now and then two die together. What dies and when depends on the seed alone; where it is
 * hit, on the machine.
 */
public final class RandomKills implements Campaign {
  private static final int SHORTEST_MILLIS = 50;
  private static final int LONGEST_MILLIS = 3_000;
  private static final int EVERY = 10;
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private final int kills;
  private final List<Target> targets;
  private final Map<Target, Integer> done = new EnumMap<>(Target.class);

  /** What can be killed. */
  public enum Target {
    LOADER,
    COLLECTOR,
    REDIS;

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
    for (int i = 1; i <= kills; i++) {
      Target target = targets.get(scene.random().nextInt(targets.size()));
      scene.rig().tend(pause(scene));
      kill(scene, target);
      done.merge(target, 1, Integer::sum);
      if (i % EVERY == 0 || i == kills) {
        scene
            .progress()
            .accept(
                "%d of %d kills %s; %d events due, %d requests failed"
                    .formatted(i, kills, done, scene.load().due(), scene.load().failed()));
      }
    }
  }

  /** Mostly random; every eighth follows at once, so that two are down together. */
  private Duration pause(Scene scene) {
    boolean atOnce = scene.random().nextInt(8) == 0;
    int millis = scene.random().nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
    return Duration.ofMillis(atOnce ? 0 : millis);
  }

  private static void kill(Scene scene, Target target) {
    Rig rig = scene.rig();
    switch (target) {
      case REDIS -> {
        rig.redis().kill();
        rig.redis().restart();
      }
      case LOADER -> again(scene, oneOf(scene, rig.loaders()));
      case COLLECTOR -> again(scene, oneOf(scene, rig.collectors()));
    }
  }

  /** Mostly it has started before it dies again, so that it has done some work. */
  private static void again(Scene scene, Service service) {
    if (scene.random().nextInt(4) > 0) {
      scene.rig().tendUntil(LONGEST_START, () -> service.life().logHolds(" started in "));
    }
    service.life().kill();
    service.start();
  }

  private static Service oneOf(Scene scene, List<Service> services) {
    return services.get(scene.random().nextInt(services.size()));
  }

  /** How many of each were killed. */
  public Map<Target, Integer> done() {
    return Map.copyOf(done);
  }
}
