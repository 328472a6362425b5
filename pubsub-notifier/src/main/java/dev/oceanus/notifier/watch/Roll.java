package dev.oceanus.notifier.watch;

import dev.oceanus.common.beat.Heartbeat;
import dev.oceanus.common.beat.Life;
import dev.oceanus.common.beat.Lives.Sight;
import dev.oceanus.common.beat.SeenLife;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The roll of all processes at one instant: who runs, who died, and what of it is trouble. A life
 * is over when it says so, or when it is silent for three heartbeats. One that has died is
 * somebody's business until another one of its service, begun after it, has been ready for a while.
 */
final class Roll {
  /** Silence after which a life is over. */
  static final Duration SILENCE = Heartbeat.INTERVAL.multipliedBy(3);

  /** How long a successor has to run before all is well again. */
  static final Duration SETTLED = Duration.ofSeconds(10);

  private static final Duration ALONE = Duration.ofSeconds(60);
  private static final Duration UNREADY = Duration.ofSeconds(60);
  private static final Duration DEGRADED = Duration.ofSeconds(30);

  private final Instant now;
  private final List<SeenLife> lives;

  Roll(Sight sight) {
    this.now = sight.now();
    this.lives = sight.lives().stream().sorted(Comparator.comparing(SeenLife::seen)).toList();
  }

  /** Those that run, as far as anybody knows. */
  private List<SeenLife> running() {
    return lives.stream().filter(this::runs).toList();
  }

  private boolean runs(SeenLife life) {
    return life.life().ending().isEmpty() && life.seen().plus(SILENCE).isAfter(now);
  }

  /** Whether it ended otherwise than it was told to. */
  private boolean died(SeenLife life) {
    return life.life().ending().map(end -> !end.inOrder()).orElse(!runs(life));
  }

  /** Those that died, the earliest first. */
  List<SeenLife> dead() {
    return lives.stream().filter(this::died).toList();
  }

  /** Whether another one of the service has taken the place of this one. */
  private boolean hasSuccessor(SeenLife dead) {
    return running().stream()
        .filter(life -> life.life().service().equals(dead.life().service()))
        .filter(life -> life.life().health().ready())
        .filter(life -> begun(life).isAfter(begun(dead)))
        .anyMatch(life -> !life.life().started().plus(SETTLED).isAfter(now));
  }

  private static Instant begun(SeenLife life) {
    return life.life().started();
  }

  /**
   * What is wrong with processes.
   *
   * @param told whether people know of the trouble with this key: a death is told even if all is
   *     well again
   */
  List<Trouble> troubles(Journal told) {
    Map<String, Trouble> troubles = new LinkedHashMap<>();
    for (SeenLife dead : dead()) {
      Trouble trouble = death(dead);
      if (!told.isTold(trouble.key()) || !hasSuccessor(dead)) {
        troubles.put(trouble.key(), trouble);
      }
    }
    for (String service : services()) {
      nobody(service).ifPresent(trouble -> troubles.put(trouble.key(), trouble));
    }
    for (SeenLife life : running()) {
      illness(life).ifPresent(trouble -> troubles.put(trouble.key(), trouble));
    }
    return List.copyOf(troubles.values());
  }

  private static Trouble death(SeenLife dead) {
    Life life = dead.life();
    String how =
        life.ending()
            .map(end -> "ended with code " + end.code() + ": " + end.reason())
            .orElse("died without a word (killed, out of memory, or its machine is gone)");
    return new Trouble(
        key(dead),
        "%s %s %s; last seen %s, version %s"
            .formatted(
                life.service(), life.instance(), how, Words.time(dead.seen()), life.version()),
        life.service() + " runs again in place of " + life.instance() + ", which had died",
        Duration.ZERO);
  }

  private static String key(SeenLife life) {
    return "died/" + life.life().service() + "/" + life.life().instance();
  }

  private Set<String> services() {
    Set<String> services = new TreeSet<>();
    lives.forEach(life -> services.add(life.life().service()));
    return services;
  }

  private Optional<Trouble> nobody(String service) {
    List<SeenLife> all =
        lives.stream().filter(life -> life.life().service().equals(service)).toList();
    if (all.stream().anyMatch(life -> runs(life) || died(life))) {
      return Optional.empty();
    }
    return Optional.of(
        new Trouble(
            "none/" + service,
            "no %s runs: the last one was told to end at %s"
                .formatted(service, Words.time(all.getLast().seen())),
            service + " runs again",
            ALONE));
  }

  private static Optional<Trouble> illness(SeenLife seen) {
    Life life = seen.life();
    String who = life.service() + " " + life.instance();
    String place = "/" + life.service() + "/" + life.instance();
    if (!life.health().live() || !life.health().ready()) {
      return Optional.of(
          new Trouble(
              "unready" + place,
              who + " cannot work: " + life.health().detail(),
              who + " works again",
              UNREADY));
    }
    return life.health().isDegraded()
        ? Optional.of(
            new Trouble(
                "degraded" + place,
                who + " is " + life.health().detail(),
                who + " works as usual again",
                DEGRADED))
        : Optional.empty();
  }

  /**
   * Lives that nobody needs to know of any more: those that died, if people know it and there is a
   * successor, and those that ended in order, if others of their service run.
   */
  List<String> settled(Journal told) {
    Collection<String> alive = running().stream().map(life -> life.life().service()).toList();
    List<String> settled = new ArrayList<>();
    for (SeenLife life : lives) {
      boolean buried = died(life) && told.isTold(key(life)) && hasSuccessor(life);
      boolean left = !runs(life) && !died(life) && alive.contains(life.life().service());
      if (buried || left) {
        settled.add(life.life().id());
      }
    }
    return settled;
  }
}
