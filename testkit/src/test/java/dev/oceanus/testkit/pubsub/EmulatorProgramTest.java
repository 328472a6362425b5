package dev.oceanus.testkit.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorProgramTest {
  @TempDir private Path folder;
  private Path program;
  private Path links;

  /** A CLI as packages install it: its programs are reached through links. */
  @BeforeEach
  void installCli() throws IOException {
    Path root = folder.toRealPath().resolve("sdk");
    program = makeProgram(root.resolve(EmulatorProgram.WITHIN));
    Path gcloud = makeProgram(root.resolve("bin").resolve("gcloud"));
    links = Files.createDirectory(folder.resolve("links"));
    Files.createSymbolicLink(links.resolve("gcloud"), gcloud);
  }

  private static Path makeProgram(Path file) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.createFile(file);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void takesTheProgramThatIsNamedBeforeTheOneOfTheCli() {
    Path named = links.resolve("gcloud");

    assertThat(
            EmulatorProgram.find(
                Map.of(EmulatorProgram.VARIABLE, named.toString(), "PATH", links.toString())))
        .isEqualTo(new LocalEmulator(named));
  }

  @Test
  void takesThatOfTheCliOnThePath() {
    assertThat(EmulatorProgram.find(Map.of("PATH", "/nowhere:" + links)))
        .isEqualTo(new LocalEmulator(program));
  }

  @Test
  void takesAContainerWhereTheCliHasNoEmulator() throws IOException {
    Files.delete(program);

    assertThat(EmulatorProgram.find(Map.of("PATH", links.toString())))
        .isEqualTo(new ContainerEmulator());
  }

  @Test
  void takesAContainerWhereOneIsAskedFor() {
    assertThat(
            EmulatorProgram.find(
                Map.of(EmulatorProgram.VARIABLE, "container", "PATH", links.toString())))
        .isEqualTo(new ContainerEmulator());
  }

  @Test
  void refusesANameOfNoProgram() {
    assertThatThrownBy(
            () -> EmulatorProgram.find(Map.of(EmulatorProgram.VARIABLE, "/nowhere/emulator")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(EmulatorProgram.VARIABLE)
        .hasMessageContaining("/nowhere/emulator");
  }
}
