package dev.oceanus.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvTest {
  private enum Choice {
    ONE,
    TWO_THREE
  }

  /** One setting of each type, under its own name. */
  private static void readAll(Env env) {
    env.text("OCEANUS_TEXT", "a", "T.");
    env.integer("OCEANUS_INTEGER", 5, 1, 10, "I.");
    env.flag("OCEANUS_FLAG", false, "F.");
    env.duration("OCEANUS_TIME", Duration.ofSeconds(90), Duration.ZERO, Duration.ofHours(1), "D.");
    env.size("OCEANUS_SIZE", ByteSize.ofKib(256), new ByteSize(1), ByteSize.ofMib(1), "S.");
    env.uri("OCEANUS_URI", "redis://h:1", Set.of("redis"), "U.");
    env.list("OCEANUS_LIST", List.of("x", "y"), "L.");
    env.choice("OCEANUS_CHOICE", Choice.class, Choice.ONE, "C.");
    env.secret("OCEANUS_SECRET_FILE", "K.");
  }

  private static List<String> faults(Map<String, String> variables, Consumer<Env> reads) {
    Env env = new Env(variables);
    reads.accept(env);
    return catchThrowableOfType(ConfigException.class, env::check).faults();
  }

  @Test
  void fallsBackToItsDefaults() {
    Env env = new Env(Map.of("PATH", "/bin"));
    readAll(env);
    assertThatCode(env::check).doesNotThrowAnyException();
  }

  @Test
  void readsEachType() {
    Env env =
        new Env(
            Map.of(
                "OCEANUS_N", "7",
                "OCEANUS_F", "true",
                "OCEANUS_D", "250ms",
                "OCEANUS_S", "2MiB",
                "OCEANUS_U", "rediss://u:p@h:1",
                "OCEANUS_L", " a, b ,,c",
                "OCEANUS_C", "two-three"));
    assertThat(env.integer("OCEANUS_N", 1, 0, 9, ".")).isEqualTo(7);
    assertThat(env.flag("OCEANUS_F", false, ".")).isTrue();
    assertThat(env.duration("OCEANUS_D", Duration.ZERO, Duration.ZERO, Duration.ofDays(1), "."))
        .isEqualTo(Duration.ofMillis(250));
    assertThat(
            env.size("OCEANUS_S", new ByteSize(0), new ByteSize(0), ByteSize.ofMib(3), ".").bytes())
        .isEqualTo(2 << 20);
    assertThat(env.uri("OCEANUS_U", null, Set.of("redis", "rediss"), "."))
        .isEqualTo(URI.create("rediss://u:p@h:1"));
    assertThat(env.list("OCEANUS_L", List.of(), ".")).containsExactly("a", "b", "c");
    assertThat(env.choice("OCEANUS_C", Choice.class, Choice.ONE, ".")).isEqualTo(Choice.TWO_THREE);
    env.check();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OCEANUS_TEXT    | '  '         | must not be blank",
        "OCEANUS_INTEGER | x            | whole number from 1 to 10",
        "OCEANUS_INTEGER | 0            | whole number from 1 to 10",
        "OCEANUS_INTEGER | 11           | whole number from 1 to 10",
        "OCEANUS_INTEGER | 99999999999  | whole number from 1 to 10",
        "OCEANUS_FLAG    | yes          | true or false",
        "OCEANUS_TIME    | 90           | time from 0ms to 1h",
        "OCEANUS_TIME    | 2h           | time from 0ms to 1h",
        "OCEANUS_TIME    | 999999999999999999d | time from",
        "OCEANUS_SIZE    | 1MB          | size from 1B to 1MiB",
        "OCEANUS_SIZE    | 999999999999999999GiB | size from",
        "OCEANUS_URI     | http://h     | scheme redis",
        "OCEANUS_URI     | redis:h      | scheme redis",
        "OCEANUS_URI     | '::'         | scheme redis",
        "OCEANUS_CHOICE  | three        | one or two-three",
        "OCEANUS_SECRET_FILE | /nowhere | readable file",
        "OCEANUS_TEXTS   | a            | is not a setting; did you mean 'OCEANUS_TEXT'?"
      })
  void namesTheSettingTheRuleAndWhatItFound(String name, String value, String rule) {
    assertThat(faults(Map.of(name, value), EnvTest::readAll))
        .singleElement()
        .asString()
        .startsWith(name + ": ")
        .contains(rule);
  }

  @Test
  void reportsAllFaultsTogether() {
    Map<String, String> variables =
        Map.of("OCEANUS_INTEGER", "x", "OCEANUS_FLAG", "maybe", "OCEANUS_WRONG", "1");
    assertThat(faults(variables, EnvTest::readAll)).hasSize(3);
  }

  @Test
  void demandsWhatHasNoDefault() {
    assertThat(
            faults(
                Map.of(),
                env -> {
                  env.text("OCEANUS_A", null, ".");
                  env.uri("OCEANUS_B", null, Set.of("redis"), ".");
                }))
        .containsExactly(
            "OCEANUS_A: is required, found nothing", "OCEANUS_B: is required, found nothing");
  }

  @Test
  void showsNoPasswordOfAUri() {
    assertThat(
            faults(
                Map.of("OCEANUS_URI", "http://user:hunter2@h"),
                env -> env.uri("OCEANUS_URI", "redis://h", Set.of("redis"), ".")))
        .singleElement()
        .asString()
        .doesNotContain("hunter2")
        .contains("http://****@h");
  }

  @Test
  void cutsAndCleansWhatItShows() {
    String found =
        faults(Map.of("OCEANUS_FLAG", "\n\u001b[31m" + "x".repeat(500)), EnvTest::readAll)
            .getFirst();
    assertThat(found).doesNotContain("\n", "\u001b").hasSizeLessThan(220);
  }

  @Test
  void readsSecretsFromFiles(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "hunter2\n");
    Secret secret =
        new Env(Map.of("OCEANUS_SECRET_FILE", file.toString())).secret("OCEANUS_SECRET_FILE", ".");
    assertThat(secret).isEqualTo(new Secret("hunter2")).hasToString("****");

    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    assertThat(faults(Map.of("OCEANUS_SECRET_FILE", empty.toString()), EnvTest::readAll))
        .singleElement()
        .asString()
        .contains("empty");
  }

  @Test
  void refusesToReadOneNameInTwoWays() {
    Env env = new Env(Map.of());
    env.flag("OCEANUS_FLAG", true, ".");
    env.flag("OCEANUS_FLAG", true, ".");
    assertThatThrownBy(() -> env.flag("OCEANUS_FLAG", false, "."))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void describesItsSettings() {
    Env env = new Env(Map.of());
    readAll(env);
    assertThat(env.settings()).hasSize(9);
    assertThat(env.settings())
        .contains(
            new Env.Setting("OCEANUS_TIME", "time from 0ms to 1h", "90s", "D."),
            new Env.Setting("OCEANUS_SIZE", "size from 1B to 1MiB", "256KiB", "S."),
            new Env.Setting("OCEANUS_SECRET_FILE", "path of a file", null, "K."));
  }
}
