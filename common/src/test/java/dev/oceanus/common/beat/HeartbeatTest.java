package dev.oceanus.common.beat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Life LIFE =
      new Life(
          "1",
          "collector",
          "collector-1",
          "0.1.0",
          Instant.EPOCH,
          Health.notReady("starting"),
          null);

  private final List<Life> noted = new CopyOnWriteArrayList<>();
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicReference<Life.End> end = new AtomicReference<>();
  private final List<Throwable> fatal = new CopyOnWriteArrayList<>();

  private final Lives lives =
      new Lives() {
        @Override
        public void note(Life life) {
          if (away.get()) {
            throw new StreamUnavailableException("away", null);
          }
          noted.add(life);
        }

        @Override
        public Sight sight() {
          return new Sight(Instant.EPOCH, List.of());
        }

        @Override
        public void forget(Collection<String> ids) {}
      };

  private Heartbeat started(Health... parts) {
    Heartbeat heartbeat =
        new Heartbeat(
            LIFE,
            lives,
            Arrays.stream(parts).map(HeartbeatTest::part).toList(),
            () -> Optional.ofNullable(end.get()),
            System::nanoTime,
            (what, cause) -> fatal.add(cause));
    heartbeat.start();
    return heartbeat;
  }

  private static Component part(Health health) {
    return new Component() {
      @Override
      public String name() {
        return "a part";
      }

      @Override
      public void start() {}

      @Override
      public Health check() {
        return health;
      }

      @Override
      public void close() {}
    };
  }

  private Health told(Health... parts) {
    noted.clear();
    Heartbeat heartbeat = started(parts);
    await().until(() -> !noted.isEmpty());
    heartbeat.close();
    return noted.getFirst().health();
  }

  @Test
  void tellsOfTheWorstOfItsParts() {
    Health degraded = Health.degraded("spool in use");

    assertThat(told(Health.READY)).isEqualTo(Health.READY);
    assertThat(told(Health.READY, degraded)).isEqualTo(Health.degraded("spool in use (a part)"));
    assertThat(told(degraded, Health.notReady("waits")))
        .isEqualTo(Health.notReady("waits (a part)"));
    assertThat(told(Health.notReady("waits"), Health.dead("stuck"), degraded))
        .isEqualTo(Health.dead("stuck (a part)"));
  }

  @Test
  void saysHowItEnds() {
    Heartbeat heartbeat = started(Health.READY);
    await().until(() -> !noted.isEmpty());
    end.set(new Life.End(1, "thread x failed"));
    heartbeat.close();

    assertThat(noted.getLast()).isEqualTo(LIFE.ended(new Life.End(1, "thread x failed")));
  }

  @Test
  void saysNothingOfAnEndThatNobodyKnowsOf() {
    Heartbeat heartbeat = started(Health.READY);
    await().until(() -> !noted.isEmpty());
    heartbeat.close();

    assertThat(noted).allMatch(life -> life.ending().isEmpty());
  }

  @Test
  void mindsNotBeingUnheard() {
    away.set(true);
    end.set(new Life.End(0, "was told to end"));
    Heartbeat heartbeat = started(Health.READY);
    await().until(() -> heartbeat.check().ready());
    heartbeat.close();

    assertThat(noted).isEmpty();
    assertThat(fatal).isEmpty();
  }
}
