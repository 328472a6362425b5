package dev.oceanus.testkit.net;

import dev.oceanus.testkit.process.Pause;
import java.time.Duration;
import java.util.SplittableRandom;

/** Random times that chunks take; none at first. Thread-safe. */
final class Delay {
  private long least;
  private long most;
  private SplittableRandom random = new SplittableRandom(0);

  synchronized void between(Duration shortest, Duration longest, long seed) {
    least = shortest.toMillis();
    most = longest.toMillis();
    random = new SplittableRandom(seed);
  }

  synchronized void none() {
    least = 0;
    most = 0;
  }

  private synchronized long next() {
    return most == 0 ? 0 : random.nextLong(least, most + 1);
  }

  void await() {
    long millis = next();
    if (millis > 0) {
      Pause.of(Duration.ofMillis(millis));
    }
  }
}
