package dev.oceanus.notifier.watch;

import dev.oceanus.common.beat.Life;
import dev.oceanus.common.beat.Lives;
import dev.oceanus.common.beat.SeenLife;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/** Lives of which all is as much later as a test says. Thread-safe. */
public final class LaterLives implements Lives {
  private final Lives lives;
  private final AtomicInteger sights = new AtomicInteger();
  private volatile Duration ahead = Duration.ZERO;

  public LaterLives(Lives lives) {
    this.lives = lives;
  }

  /** Lets time pass. */
  public synchronized void pass(Duration time) {
    ahead = ahead.plus(time);
  }

  /** How often somebody has begun to look. */
  public int sights() {
    return sights.get();
  }

  /** What the time is. */
  public Instant now() {
    return lives.sight().now().plus(ahead);
  }

  @Override
  public void note(Life life) {
    lives.note(life);
  }

  @Override
  public Sight sight() {
    sights.incrementAndGet();
    Duration by = ahead;
    Sight sight = lives.sight();
    return new Sight(
        sight.now().plus(by),
        sight.lives().stream()
            .map(each -> new SeenLife(each.life(), each.seen().plus(by)))
            .toList());
  }

  @Override
  public void forget(Collection<String> ids) {
    lives.forget(ids);
  }
}
