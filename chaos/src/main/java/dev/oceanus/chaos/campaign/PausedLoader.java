package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.rig.Metrics;
import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.Service;
import dev.oceanus.testkit.process.Life;
import java.time.Duration;

/**
 * Stops a loader (SIGSTOP) where it stands, past its lease, so that the other one takes its lanes
 * over, and lets it go on (SIGCONT): what it then still wants to write must be refused by its
 * outdated fence. One that is stopped while it has the DuckDB file open keeps everybody out of it
 * until it goes on, and then may still commit: every fourth round is of that kind, to see that the
 * batch is there once all the same. Needs two loaders.
 */
public final class PausedLoader implements Campaign {
  private static final Duration TAKEN_OVER = Duration.ofSeconds(8);
  private static final Duration NOTICED = Duration.ofSeconds(30);
  private static final int LONGEST_MILLIS = 300;
  private static final int TRIES = 50;
  private static final int INSIDE = 4;
  private static final String COMMITTED = "oceanus_loader_batches_committed_total";
  private static final String HELD = "oceanus_loader_lease_held";
  private static final String LATE = "lost the lease while";

  private final int rounds;
  private int takeovers;
  private int blocked;
  private long refused;

  public PausedLoader(int rounds) {
    this.rounds = rounds;
  }

  @Override
  public void run(Scene scene) {
    for (int i = 1; i <= rounds; i++) {
      Service holder = holder(scene.rig());
      Service other = other(scene.rig(), holder);
      stop(scene, holder.life(), i % INSIDE == 0);
      boolean took = round(scene.rig(), holder, other);
      takeovers += took ? 1 : 0;
      blocked += took ? 0 : 1;
      scene
          .progress()
          .accept(
              "pause %d of %d: %s; %d takeovers, %d with the file open, %d late steps refused"
                  .formatted(i, rounds, holder.life(), takeovers, blocked, refused));
    }
  }

  /** Stops it with the file open, or without, as far as it can be caught like that. */
  private static void stop(Scene scene, Life life, boolean open) {
    int tries = TRIES;
    do {
      scene.rig().tend(Duration.ofMillis(scene.random().nextInt(LONGEST_MILLIS)));
      life.pause();
      if (--tries == 0 || life.hasOpen(scene.rig().file()) == open) {
        return;
      }
      life.resume();
    } while (true);
  }

  private boolean round(Rig rig, Service holder, Service other) {
    Life stopped = holder.life();
    long lateBefore = late(stopped);
    double committed = sum(other, COMMITTED);
    boolean took = rig.tendUntil(TAKEN_OVER, () -> sum(other, COMMITTED) > committed);
    stopped.resume();
    boolean noticed = rig.tendUntil(NOTICED, () -> late(stopped) > lateBefore);
    if (!noticed && took) {
      throw new IllegalStateException(
          stopped + " did not notice that its lanes were taken over: " + stopped.log());
    }
    refused += late(stopped) - lateBefore;
    return took;
  }

  /** The loader that has the most lanes, once one has any. */
  private static Service holder(Rig rig) {
    if (!rig.tendUntil(
        NOTICED, () -> rig.loaders().stream().anyMatch(each -> sum(each, HELD) > 0))) {
      throw new IllegalStateException("no loader holds a lease after " + NOTICED);
    }
    Service first = rig.loaders().getFirst();
    Service second = rig.loaders().get(1);
    return sum(first, HELD) >= sum(second, HELD) ? first : second;
  }

  private static Service other(Rig rig, Service holder) {
    return rig.loaders().stream().filter(each -> each != holder).findFirst().orElseThrow();
  }

  private static double sum(Service loader, String name) {
    return Metrics.of(loader.adminPort()).sum(name);
  }

  private static long late(Life life) {
    return life.log().stream().filter(line -> line.contains(LATE)).count();
  }

  /** Rounds in which the other loader committed meanwhile. */
  public int takeovers() {
    return takeovers;
  }

  /** Steps of a loader that was late, and was refused. */
  public long refused() {
    return refused;
  }
}
