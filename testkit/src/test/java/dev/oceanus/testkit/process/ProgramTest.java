package dev.oceanus.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path folder;

  @Test
  void isTheFirstOnThePathThatCanRun() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.createFile(first.resolve("wrk"));
    Path program = Files.createSymbolicLink(second.resolve("wrk"), Path.of("/bin/sh"));

    assertThat(Program.find("wrk", "wrk", Map.of("PATH", first + ":" + second)))
        .isEqualTo(program.toString());
  }

  @Test
  void namesThePackageOfOneThatIsMissing() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Program.find("no-such", "no-such-light", Map.of()))
        .withMessageContaining("apt-get install no-such-light");
  }
}
