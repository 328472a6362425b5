package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("slow")
@Isolated
class PausedLoaderIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void noEventMindsALoaderThatSleepsPastItsLease() {
    PausedLoader pauses = new PausedLoader(5);

    Trials.passes(Trials.plan(folder, 1, 2), System.currentTimeMillis(), pauses);

    assertThat(pauses.takeovers()).as("rounds in which the other one took over").isPositive();
    assertThat(pauses.refused()).as("late steps that were refused").isPositive();
  }
}
