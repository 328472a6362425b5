package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.chaos.campaign.RandomKills.Target;
import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Row F25 in short: {@code ./oceanus chaos --live --kills 30} and {@code --pubsub-away 10m} are the
 * whole of it. The oracle judges by what a subscriber of the emulator has got, too.
 */
@Tag("slow")
@Isolated
class LiveChaosIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void everyEventIsPublishedWhereverARelayBreaks() {
    RelayBreaks breaks = new RelayBreaks();

    Trials.passes(Trials.plan(folder, 1, 1).withLive(), System.currentTimeMillis(), breaks);

    assertThat(breaks.done()).hasSize(15).containsExactlyInAnyOrderElementsOf(RelayBreaks.all());
  }

  @Test
  void everyEventIsPublishedAndToldThoughPubSubIsAwayAndProcessesAreKilled() {
    PubSubAway away = new PubSubAway(Duration.ofSeconds(20));
    RandomKills kills =
        new RandomKills(14, List.of(Target.COLLECTOR, Target.NOTIFIER, Target.REDIS));

    Trials.passes(Trials.plan(folder, 2, 1).withLive(), System.currentTimeMillis(), away, kills);

    assertThat(away.waited()).isGreaterThan(1_000);
  }

  @Test
  void theDeathOfEachProcessIsToldAndThatItIsBack() {
    Deaths deaths = new Deaths();

    Trials.passes(
        Trials.plan(folder, 1, 1, Warehouse.LOAD).withLive(), System.currentTimeMillis(), deaths);

    assertThat(deaths.told())
        .extracting(Deaths.Told::process)
        .containsExactly("collector-1", "loader-1", "table-creator", "notifier-1");
  }
}
