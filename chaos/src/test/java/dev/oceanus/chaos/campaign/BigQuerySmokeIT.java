package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.chaos.campaign.RandomKills.Target;
import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few kills with BigQuery's stand-in, so that the fast run of all tests tries it too. */
class BigQuerySmokeIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"LOAD", "STREAM"})
  void noEventMindsThreeKills(Warehouse warehouse) {
    RandomKills kills = new RandomKills(3, List.of(Target.LOADER, Target.BIGQUERY, Target.TABLES));

    Trial.Outcome outcome = Trials.passes(Trials.plan(folder, 1, 1, warehouse), 5, kills);

    assertThat(kills.done().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(3);
    assertThat(outcome.verdict().counts().stored()).isPositive();
  }
}
