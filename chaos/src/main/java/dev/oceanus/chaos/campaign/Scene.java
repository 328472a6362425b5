package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.load.Load;
import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.Service;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Where a campaign takes place.
 *
 * @param rig the processes
 * @param load what is sent to them
 * @param random from the seed of the run
 * @param progress takes a line for whoever watches
 */
public record Scene(Rig rig, Load load, RandomGenerator random, Consumer<String> progress) {
  private static final Duration LOOK = Duration.ofSeconds(5); // longer than clients are patient
  private static final int MOST_LOOKS = 12;

  /**
   * Waits until everything has started, and no request fails any more that was sent before or that
   * a cold process did not answer in time.
   *
   * @throws IllegalStateException if requests go on failing
   */
  void settle() {
    rig.services().forEach(Service::awaitStart);
    long failed;
    int looks = 0;
    do {
      if (++looks > MOST_LOOKS) {
        throw new IllegalStateException("requests fail though nothing is broken");
      }
      failed = load.failed();
      rig.tend(LOOK);
    } while (load.failed() > failed);
  }
}
