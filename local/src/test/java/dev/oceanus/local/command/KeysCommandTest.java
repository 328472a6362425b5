package dev.oceanus.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.site.WriteKeys;
import dev.oceanus.local.cli.CommandException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysCommandTest {
  @TempDir Path folder;

  private List<String> keys(String in, String... typed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new KeysCommand(
            folder.resolve("sites.yaml"),
            new SecureRandom(),
            new ByteArrayInputStream(in.getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8))
        .run(KeysCommand.arguments("keys", List.of(typed)));
    return out.toString(UTF_8).lines().toList();
  }

  @Test
  void makesAKeyAndTheLineOfTheCatalogueThatItOpensASiteBy() throws IOException {
    List<String> made = keys("", "--label", "batch");

    assertThat(made).hasSize(2);
    assertThat(made.get(0)).startsWith(WriteKeys.BEGINNING);
    assertThat(made.get(1)).contains("batch").doesNotContain(made.get(0));
    Files.writeString(
        folder.resolve("sites.yaml"), "sites:\n  other:\n  shop:\n" + made.get(1) + "\n");
    assertThat(keys(made.get(0) + "\n", "check")).containsExactly("opens shop as batch");
  }

  @Test
  void neverMakesTheSameTwice() throws IOException {
    assertThat(keys("", "new")).doesNotContainAnyElementsOf(keys(""));
    assertThat(keys("", "signing")).isNotEqualTo(keys("", "signing"));
  }

  @Test
  void makesASigningKeyOfTwoHundredFiftySixBits() throws IOException {
    assertThat(keys("", "signing")).singleElement().asString().matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void saysThatAKeyOpensNothingWithoutNamingIt() throws IOException {
    Files.writeString(folder.resolve("sites.yaml"), "sites:\n  shop:\n");
    String key = keys("").getFirst();

    assertThatThrownBy(() -> keys(key, "check"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("opens no site")
        .hasMessageNotContaining(key);
  }

  @Test
  void namesTheFaultsOfTheCatalogue() throws IOException {
    Files.writeString(folder.resolve("sites.yaml"), "sites:\n  shop: {tabel: x}\n");

    assertThatThrownBy(() -> keys("ock_x", "check"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("did you mean 'table'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "  \n"})
  void needsAKeyToCheck(String in) {
    assertThatThrownBy(() -> keys(in, "check")).hasMessageContaining("standard input");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> keys("", "revoke")).hasMessageContaining("new, signing, check");
    assertThatThrownBy(() -> keys("", "new", "check")).hasMessageContaining("'new check'");
    assertThatThrownBy(() -> keys("", "--label", "a b")).hasMessageContaining("'a b'");
    assertThatThrownBy(() -> keys("", "--label", "ock_x")).hasMessageContaining("'ock_x'");
  }
}
