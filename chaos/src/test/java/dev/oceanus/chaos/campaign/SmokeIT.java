package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.chaos.campaign.RandomKills.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A few kills, so that the fast run of all tests tries the harness too. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
class SmokeIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void noEventMindsThreeKills() {
    RandomKills kills = new RandomKills(3, List.of(Target.LOADER, Target.COLLECTOR, Target.REDIS));

    Trial.Outcome outcome = Trials.passes(Trials.plan(folder, 1, 1), 5, kills);

    assertThat(kills.done().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(3);
    assertThat(outcome.verdict().counts().stored()).isPositive();
  }
}
