package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.campaign.RandomKills.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("slow")
@Isolated
class SeveralInstancesIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  /** That no request fails while all are replaced in order is checked by the campaign itself. */
  @Test
  void noEventMindsWhenAnyOfSeveralDiesOrIsReplaced() {
    RandomKills kills =
        new RandomKills(12, List.of(Target.LOADER, Target.LOADER, Target.COLLECTOR));

    Trials.passes(
        Trials.plan(folder, 2, 3).withBalancer(),
        System.currentTimeMillis(),
        new RollingRestart(3),
        kills);
  }
}
