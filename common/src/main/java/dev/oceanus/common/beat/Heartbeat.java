package dev.oceanus.common.beat;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every few seconds that this process lives and how it is, and at last how it ended. Where it
 * cannot be heard, the process goes on. It starts before and closes after whatever it speaks of,
 * but for the connection that it speaks by.
 */
public final class Heartbeat implements Component {
  /** How often it speaks. Who has been silent three times as long is gone. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Logger logger = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration STALE = Duration.ofSeconds(60);
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final Life life;
  private final Lives lives;
  private final List<? extends Component> parts;
  private final Supplier<Optional<Life.End>> ending;
  private final Loop loop;
  private boolean heard = true;

  /**
   * @param life of this process, as it begins
   * @param parts of whose health it tells
   * @param ending how the process ends, once that is known
   * @param nanos monotonic clock
   */
  public Heartbeat(
      Life life,
      Lives lives,
      List<? extends Component> parts,
      Supplier<Optional<Life.End>> ending,
      LongSupplier nanos,
      Fatal fatal) {
    this.life = life;
    this.lives = lives;
    this.parts = List.copyOf(parts);
    this.ending = ending;
    this.loop = new Loop(name(), STALE, CLOSING, nanos, this::beat, fatal);
  }

  @Override
  public String name() {
    return "heartbeat";
  }

  @Override
  public void start() {
    loop.start();
  }

  private void beat() throws InterruptedException {
    note(life.with(worst()));
    boolean unused = loop.rest(INTERVAL);
  }

  private void note(Life now) {
    try {
      lives.note(now);
      heard = true;
    } catch (StreamUnavailableException e) {
      if (heard) {
        logger.warn("nobody hears that this process lives: {}", e.getMessage());
      }
      heard = false;
    }
  }

  /** How the part is that is worst: stuck, else unable to work, else in need of a look. */
  private Health worst() {
    Health worst = Health.READY;
    for (Component part : parts) {
      Health health = part.check();
      if (rank(health) > rank(worst)) {
        worst =
            new Health(health.live(), health.ready(), health.detail() + " (" + part.name() + ")");
      }
    }
    return worst;
  }

  private static int rank(Health health) {
    if (!health.live()) {
      return 3;
    }
    if (!health.ready()) {
      return 2;
    }
    return health.isDegraded() ? 1 : 0;
  }

  @Override
  public Health check() {
    return loop.check();
  }

  @Override
  public void close() {
    loop.close();
    ending.get().ifPresent(end -> note(life.ended(end)));
  }
}
