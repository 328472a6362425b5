package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Row F01 in short: {@code ./oceanus chaos --redis-away 10m} is the whole of it. There is one
 * collector, so that the oracle compares the order of events as well.
 */
@Tag("slow")
@Isolated
class RedisAwayIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void noEventMindsThatRedisIsAwayNorThatTheCollectorIsKilledMeanwhile() {
    RedisAway calm = new RedisAway(Duration.ofSeconds(45), 0);
    RedisAway deadly = new RedisAway(Duration.ofSeconds(20), 10);

    Trial.Outcome outcome =
        Trials.passes(Trials.plan(folder, 1, 1), System.currentTimeMillis(), calm, deadly);

    assertThat(calm.spooled()).isGreaterThan(5_000);
    assertThat(deadly.spooled()).isPositive();
    assertThat(outcome.verdict().counts().acknowledged()).isGreaterThan(5_000);
  }
}
