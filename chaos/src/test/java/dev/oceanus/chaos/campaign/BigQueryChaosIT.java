package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.chaos.campaign.RandomKills.Target;
import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger with BigQuery's stand-in, in both ways of committing there. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class BigQueryChaosIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  /**
   * By streams only where the warehouse has to do with it, which takes long enough. All ways at all
   * points: {@code ./oceanus chaos --fail-points --warehouse load}.
   */
  @ParameterizedTest
  @EnumSource(names = {"LOAD", "STREAM"})
  void noEventMindsAHaltAHangOrAnExceptionAtAnyFailPoint(Warehouse warehouse) {
    boolean load = warehouse == Warehouse.LOAD;
    FailPointMatrix matrix = load ? FailPointMatrix.ofLoaders() : FailPointMatrix.ofCommits();

    Trials.passesSlowly(Trials.plan(folder, 1, 1, warehouse), System.currentTimeMillis(), matrix);

    assertThat(matrix.done())
        .hasSize((load ? 18 : 8) + 2 * 8) // the points, and those of the commit in three ways
        .containsExactlyInAnyOrderElementsOf(matrix.due());
  }

  /**
   * At last it does all that it is asked for a minute, and no answer arrives; and then processes
   * are killed, forty in the two ways.
   */
  @ParameterizedTest
  @EnumSource(names = {"LOAD", "STREAM"})
  void noEventMindsWhatBigQueryDoesNotDoAsItShouldNorKillsOfLoadersAndBigQuery(
      Warehouse warehouse) {
    List<Trouble> all = new ArrayList<>(Trouble.of(warehouse));
    all.add(Trouble.everyAnswerIsLost());
    Troubles troubles = new Troubles(all);
    RandomKills kills =
        new RandomKills(
            20,
            List.of(
                Target.LOADER,
                Target.LOADER,
                Target.BIGQUERY,
                Target.BIGQUERY,
                Target.TABLES,
                Target.REDIS));

    Trials.passes(
        Trials.plan(folder, 1, 2, warehouse), System.currentTimeMillis(), troubles, kills);

    assertThat(troubles.done()).hasSameSizeAs(all).contains("every answer is lost for a minute");
    assertThat(kills.done())
        .containsKeys(Target.LOADER, Target.BIGQUERY, Target.TABLES, Target.REDIS);
    assertThat(kills.done().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
  }
}
