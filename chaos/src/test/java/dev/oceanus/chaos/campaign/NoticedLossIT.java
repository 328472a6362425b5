package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.chaos.campaign.RandomKills.Target;
import dev.oceanus.chaos.rig.RigPlan;
import dev.oceanus.testkit.ledger.Difference;
import dev.oceanus.testkit.ledger.Difference.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A trial that cannot fail proves nothing: here something is lost, and it has to say so. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class NoticedLossIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void eventsThatARedisWithoutAFileForgetsAreFoundToBeLost() {
    RigPlan plan = Trials.plan(folder, 1, 1).withForgetfulRedis();
    Trial trial = new Trial(plan, 200, 1, System.out::println);

    Trial.Outcome outcome = trial.run(List.of(new RandomKills(2, List.of(Target.REDIS))));

    assertThat(outcome.verdict().passed()).isFalse();
    assertThat(outcome.verdict().differences()).extracting(Difference::kind).contains(Kind.LOST);
  }
}
