package dev.oceanus.notifier.watch;

import dev.oceanus.common.beat.SeenLife;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Services that die again and again. Each life counts once, for {@link #WITHIN}. */
final class Flaps {
  /** So many deaths of a service within so long are no accident. */
  static final int TOO_MANY = 3;

  static final Duration WITHIN = Duration.ofMinutes(10);

  private final Map<String, Death> deaths = new LinkedHashMap<>();

  /**
   * A death.
   *
   * @param life id of who died
   * @param at when it was seen last
   */
  public record Death(String life, String service, Instant at) {}

  Flaps(Collection<Death> before) {
    before.forEach(death -> deaths.put(death.life(), death));
  }

  /** Those that still count. */
  List<Death> deaths() {
    return List.copyOf(deaths.values());
  }

  static String key(String service) {
    return "flaps/" + service;
  }

  /** Takes who is dead now, and tells which services die too often. */
  List<Trouble> see(List<SeenLife> dead, Instant now) {
    for (SeenLife life : dead) {
      String id = life.life().id();
      deaths.putIfAbsent(id, new Death(id, life.life().service(), life.seen()));
    }
    deaths.values().removeIf(death -> death.at().plus(WITHIN).isBefore(now));
    Map<String, Integer> counts = new TreeMap<>();
    deaths.values().forEach(death -> counts.merge(death.service(), 1, Integer::sum));
    List<Trouble> troubles = new ArrayList<>();
    counts.forEach(
        (service, count) -> {
          if (count >= TOO_MANY) {
            troubles.add(flapping(service, count));
          }
        });
    return troubles;
  }

  private static Trouble flapping(String service, int count) {
    long minutes = WITHIN.toMinutes();
    return new Trouble(
        key(service),
        "%s dies again and again: %d times within %d min; single deaths are not told any more"
            .formatted(service, count, minutes),
        "%s has stopped dying again and again".formatted(service),
        Duration.ZERO);
  }
}
