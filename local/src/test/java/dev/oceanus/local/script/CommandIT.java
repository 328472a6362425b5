package dev.oceanus.local.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.local.script.Checkout.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandIT {
  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void copyScripts() throws IOException {
    checkout = Checkout.in(folder);
  }

  @Test
  void helpNamesEveryCommandThatHasAScript() throws Exception {
    String help = String.join("\n", checkout.oceanus("help").out());

    assertThat(commands())
        .contains("test")
        .allSatisfy(name -> assertThat(help).contains("  " + name + " "));
  }

  @Test
  void everyScriptIsReachedByItsCommand() throws Exception {
    for (String command : commands()) {
      Files.writeString(
          checkout.root().resolve("scripts").resolve(command + ".sh"), "echo \"ran $*\"");

      assertThat(checkout.oceanus(command, "a b", "c").out()).containsExactly("ran a b c");
    }
  }

  @Test
  void helpIsWhatItSaysWithoutACommand() throws Exception {
    assertThat(checkout.oceanus()).isEqualTo(checkout.oceanus("help"));
  }

  @Test
  void helpOfACommandIsItsPartOfAll() throws Exception {
    for (String command : commands()) {
      Answer answer = checkout.oceanus("help", command);

      assertThat(answer.out().getFirst()).startsWith("  " + command + " ");
      assertThat(answer.out().stream().filter(line -> line.matches(" {2}[a-z].*"))).hasSize(1);
      if (!command.equals("chaos") && !command.equals("help")) {
        assertThat(checkout.oceanus(command, "--help")).isEqualTo(answer);
      }
    }
    assertThat(checkout.oceanus("help", "fly").code()).isEqualTo(64);
  }

  @Test
  void refusesAnUnknownCommandWithTheCodeForUsage() throws Exception {
    Answer answer = checkout.oceanus("fly");

    assertThat(answer.code()).isEqualTo(64);
    assertThat(answer.err()).contains("'fly'").contains("help");
  }

  @Test
  void isFoundThroughLinks() throws Exception {
    Path direct =
        Files.createSymbolicLink(folder.resolve("one"), checkout.root().resolve("oceanus"));
    Path relative = Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));

    assertThat(checkout.run(direct, "help").out()).isNotEmpty();
    assertThat(checkout.run(relative, "help")).isEqualTo(checkout.oceanus("help"));
  }

  @Test
  void aJdkIsKnownByItsReleaseFile() throws Exception {
    assertThat(version(jdk("new", "JAVA_VERSION=\"25.0.1\""))).isEqualTo("25");
    assertThat(version(jdk("early", "JAVA_VERSION=\"27-ea\""))).isEqualTo("27");
    assertThat(version(jdk("old", "JAVA_VERSION=\"1.8.0_452\""))).isEqualTo("8");
  }

  @Test
  void aFolderWithoutACompilerIsNoJdk() throws Exception {
    Path runtimeOnly = jdk("jre", "JAVA_VERSION=\"25\"");
    Files.delete(runtimeOnly.resolve("bin/javac"));

    assertThat(version(runtimeOnly)).isEmpty();
    assertThat(version(Path.of("/usr"))).isEmpty();
  }

  private List<String> commands() throws IOException {
    try (Stream<Path> scripts = Files.list(checkout.root().resolve("scripts"))) {
      return scripts
          .map(script -> script.getFileName().toString().replace(".sh", ""))
          .filter(name -> !name.equals("lib"))
          .toList();
    }
  }

  private Path jdk(String name, String release) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/modules"), "");
    Files.writeString(home.resolve("release"), release + "\n");
    for (String tool : List.of("java", "javac")) {
      Files.createSymbolicLink(home.resolve("bin").resolve(tool), Path.of("/bin/sh"));
    }
    return home;
  }

  private String version(Path home) throws Exception {
    Path script = folder.resolve("version.sh");
    Files.writeString(
        script, ". '" + checkout.root() + "/scripts/lib.sh'\njdk_version '" + home + "'\n");
    return String.join("", checkout.run(script).out());
  }
}
