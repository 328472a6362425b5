package dev.oceanus.local.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.local.script.Checkout.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingIT {
  private static final String UNIT = "common/target/surefire-reports/TEST-dev.oceanus.ATest.xml";
  private static final String INTEGRATION =
      "collector/target/failsafe-reports/TEST-dev.oceanus.AnIT.xml";

  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void copyScripts() throws IOException {
    checkout = Checkout.in(folder);
    Files.createDirectories(checkout.root().resolve("common/target"));
    Files.createDirectories(checkout.root().resolve("collector/target"));
  }

  @Test
  void sumsTheReportsOfAllModules() throws Exception {
    checkout.maven(report(UNIT, 12, 0, 0, 1), report(INTEGRATION, 5, 0, 0, 0));

    Answer answer = checkout.oceanus("test", "--fast");

    assertThat(answer.out()).last().isEqualTo("16 passed, 0 failed, 1 skipped");
    assertThat(answer.code()).isZero();
  }

  @Test
  void failsWithAFailure() throws Exception {
    checkout.maven(report(UNIT, 12, 1, 0, 0), report(INTEGRATION, 5, 0, 2, 0));

    Answer answer = checkout.oceanus("test", "--fast");

    assertThat(answer.out()).last().isEqualTo("14 passed, 3 failed, 0 skipped");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void failsWithoutAnyTest() throws Exception {
    Answer answer = checkout.oceanus("test", "--fast");

    assertThat(answer.out()).last().isEqualTo("0 passed, 0 failed, 0 skipped");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void failsIfEveryTestWasSkipped() throws Exception {
    checkout.maven(report(UNIT, 3, 0, 0, 3));

    assertThat(checkout.oceanus("test", "--fast").code()).isEqualTo(1);
  }

  @Test
  void failsIfTheBuildFailsThoughNoTestDoes() throws Exception {
    checkout.maven(report(UNIT, 3, 0, 0, 0), "exit 1");

    Answer answer = checkout.oceanus("test", "--fast");

    assertThat(answer.out()).last().isEqualTo("3 passed, 0 failed, 0 skipped");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void failsForTheFormatAloneButRunsTheTests() throws Exception {
    checkout.maven("[[ $* != *spotless:check* ]] || exit 1", report(UNIT, 3, 0, 0, 0));

    Answer answer = checkout.oceanus("test", "--fast");

    assertThat(answer.out()).last().isEqualTo("3 passed, 0 failed, 0 skipped");
    assertThat(answer.err()).contains("spotless:apply");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void countsNoReportOfAnEarlierRun() throws Exception {
    checkout.maven(report(UNIT, 12, 0, 0, 0));
    checkout.oceanus("test", "--fast");
    checkout.maven(report(INTEGRATION, 5, 0, 0, 0));

    Answer answer = checkout.oceanus("test", "--fast");

    assertThat(answer.out()).last().isEqualTo("5 passed, 0 failed, 0 skipped");
  }

  @Test
  void leavesSlowAndBrowserTestsOutWhenFast() throws Exception {
    checkout.maven("echo \"$*\"", report(UNIT, 1, 0, 0, 0));

    assertThat(checkout.oceanus("test", "--fast").out())
        .anyMatch(
            line -> line.contains("-DexcludedGroups=slow,browser") && line.endsWith("verify"));
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    Answer answer = checkout.oceanus("test", "--quick");

    assertThat(answer.code()).isEqualTo(64);
    assertThat(answer.err()).contains("'--quick'");
  }

  private static String report(String file, int tests, int failures, int errors, int skipped) {
    String suite =
        "<testsuite name=\"A\" time=\"0.5\" tests=\"%d\" errors=\"%d\" skipped=\"%d\" failures=\"%d\">"
            .formatted(tests, errors, skipped, failures);
    return "mkdir -p $(dirname %s) && echo '%s' >%s".formatted(file, suite, file);
  }
}
