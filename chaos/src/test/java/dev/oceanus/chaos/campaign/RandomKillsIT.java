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

@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class RandomKillsIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void noEventMindsSixtyKillsAtRandomInstants() {
    RandomKills kills = new RandomKills(60, List.of(Target.LOADER, Target.COLLECTOR, Target.REDIS));

    Trial.Outcome outcome =
        Trials.passes(Trials.plan(folder, 2, 2), System.currentTimeMillis(), kills);

    assertThat(kills.done()).containsOnlyKeys(Target.LOADER, Target.COLLECTOR, Target.REDIS);
    assertThat(kills.done().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
    assertThat(outcome.verdict().counts().dead()).isPositive();
  }
}
