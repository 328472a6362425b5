package dev.oceanus.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.fail.FailPoint;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class FailPointMatrixIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void noEventMindsAHaltAHangOrAnExceptionAtAnyFailPoint() {
    FailPointMatrix matrix = new FailPointMatrix();

    Trials.passesSlowly(Trials.plan(folder, 3, 1).withLine(), System.currentTimeMillis(), matrix);

    assertThat(matrix.done())
        .hasSize((FailPoint.values().length - RelayBreaks.all().size() / 3 - ofNotifiers()) * 3)
        .containsExactlyInAnyOrderElementsOf(matrix.due());
  }

  /** They are tried where the notifier's own tests are. */
  private static int ofNotifiers() {
    return (int)
        Arrays.stream(FailPoint.values())
            .filter(point -> point.key().startsWith("notifier-"))
            .count();
  }
}
