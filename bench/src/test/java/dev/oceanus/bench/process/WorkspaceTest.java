package dev.oceanus.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  private static final List<String> FOREVER = List.of("tail", "-f", "/dev/null");

  @TempDir Path data;

  @Test
  void closingEndsItsProcessesAndRemovesItsFolder() throws Exception {
    Workspace workspace = Workspace.below(data.resolve("new"));
    Child child = workspace.start("tail", FOREVER, Map.of());
    Files.writeString(workspace.folder("part").resolve("file"), "x");

    workspace.close();
    workspace.close();

    assertThat(child.alive()).isFalse();
    assertThat(workspace.folder()).doesNotExist();
    assertThat(data.resolve("new")).exists();
  }

  @Test
  void startsNothingAfterItsEnd() {
    Workspace workspace = Workspace.below(data);
    workspace.close();

    assertThatIllegalStateException().isThrownBy(() -> workspace.own(() -> {}));
  }

  @Test
  void aProcessSeesTheSettingsThatItIsGiven() {
    try (Workspace workspace = Workspace.below(data)) {
      Child child =
          workspace.start(
              "sh", List.of("sh", "-c", "echo $OCEANUS_A; exit 3"), Map.of("OCEANUS_A", "b"));

      assertThat(child.await(Duration.ofSeconds(30))).isEqualTo(3);
      assertThat(child.output()).isEqualTo("b\n");
    }
  }

  @Test
  void countsTheTimeAndMemoryOfTheProcessesBelowToo() {
    try (Workspace workspace = Workspace.below(data)) {
      Child child =
          workspace.start(
              "sh",
              List.of("sh", "-c", "dd if=/dev/zero of=/dev/null bs=1M count=2000; echo; read x"),
              Map.of());
      Awaitility.await().until(() -> child.cpuMicros() > 0);

      assertThat(child.memory().rssBytes()).isPositive();
      assertThat(child.memory().peakBytes()).isPositive();
    }
  }
}
