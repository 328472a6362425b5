package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.chaos.campaign.RandomKills.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Row F25 in short: {@code ./oceanus chaos --live --kills 30} and {@code --pubsub-away 10m} are the
 * whole of it. The oracle judges by what a subscriber of the emulator has got, too.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class LiveChaosIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void everyEventIsPublishedWhereverARelayBreaks() {
    RelayBreaks breaks = new RelayBreaks();

    Trials.passes(Trials.plan(folder, 1, 1).withLive(), System.currentTimeMillis(), breaks);

    assertThat(breaks.done())
        .hasSize(15)
        .containsExactlyInAnyOrderElementsOf(RelayBreaks.all());
  }

  @Test
  void everyEventIsPublishedThoughPubSubIsAwayAndCollectorsAndRedisAreKilled() {
    PubSubAway away = new PubSubAway(Duration.ofSeconds(20));
    RandomKills kills = new RandomKills(12, List.of(Target.COLLECTOR, Target.COLLECTOR, Target.REDIS));

    Trials.passes(Trials.plan(folder, 2, 1).withLive(), System.currentTimeMillis(), away, kills);

    assertThat(away.waited()).isGreaterThan(1_000);
  }
}
