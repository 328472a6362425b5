package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The oracle judges by what a subscriber of the emulator has got, too. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class LiveChaosIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void everyEventIsPublishedWhereverARelayBreaks() {
    RelayBreaks breaks = new RelayBreaks();

    Trials.passesSlowly(Trials.plan(folder, 1, 1).withLive(), System.currentTimeMillis(), breaks);

    assertThat(breaks.done()).hasSize(15).containsExactlyInAnyOrderElementsOf(RelayBreaks.all());
  }

  @Test
  void theDeathOfEachProcessIsToldAndThatItIsBack() {
    Deaths deaths = new Deaths();

    Trials.passesSlowly(
        Trials.plan(folder, 1, 1, Warehouse.LOAD).withLive(), System.currentTimeMillis(), deaths);

    assertThat(deaths.told())
        .extracting(Deaths.Told::process)
        .containsExactly("collector-1", "loader-1", "table-creator", "notifier-1");
  }
}
