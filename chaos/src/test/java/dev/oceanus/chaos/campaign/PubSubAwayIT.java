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
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Row F25 in short: {@code ./oceanus chaos --live --kills 30 --targets collector,notifier} and
 * {@code --pubsub-away 10m} are the whole of it.
 */
@Tag("slow")
@Isolated
class PubSubAwayIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void everyEventIsPublishedAndToldThoughPubSubIsAwayAndProcessesAreKilled() {
    PubSubAway away = new PubSubAway(Duration.ofSeconds(20));
    RandomKills kills =
        new RandomKills(14, List.of(Target.COLLECTOR, Target.NOTIFIER, Target.REDIS));

    Trials.passes(Trials.plan(folder, 2, 1).withLive(), System.currentTimeMillis(), away, kills);

    assertThat(away.waited()).isGreaterThan(1_000);
  }
}
