package dev.oceanus.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.QueryFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-30T08:15:00Z");
  private static final String RULES =
      """
      targets:
        here: {kind: terminal}
        far: {kind: slack, url_file: /not/there}
      rules:
        one: {when: event_name == "x", actions: [{target: here, text: "{{event_id}}"}]}
        two: {sites: [shop], when: "true", actions: [{target: far, text: b}]}
      """;

  @TempDir private Path temp;
  private final List<String> asked = new ArrayList<>();
  private DataFolder folder;

  @BeforeEach
  void prepare() throws IOException {
    folder = new DataFolder(temp);
    Files.writeString(folder.sites(), "sites:\n  shop:\n  blog:\n");
    Files.writeString(folder.rules(), RULES);
  }

  private String rules(Map<String, String> environment, Queries local, String... typed)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new RulesCommand(
            folder,
            environment,
            local,
            Clock.fixed(NOW, ZoneOffset.UTC),
            new PrintStream(out, false, UTF_8))
        .run(RulesCommand.arguments("rules", List.of(typed)));
    return out.toString(UTF_8);
  }

  private String rules(String... typed) throws IOException {
    return rules(Map.of(), empty(), typed);
  }

  private Queries empty() {
    return (sql, sink) -> {
      asked.add(sql);
      sink.columns(List.of());
      sink.end();
    };
  }

  private void fails(int code, String message, String... typed) {
    assertThatThrownBy(() -> rules(typed))
        .isInstanceOfSatisfying(CommandException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  @Test
  void checksAFileAndReadsNoSecret() throws IOException {
    Path other = Files.writeString(temp.resolve("other.yaml"), "rules: {}\n");

    assertThat(rules("check"))
        .isEqualTo(folder.rules() + ": 2 rules, 2 targets, no faults" + System.lineSeparator());
    assertThat(rules("check", other.toString())).startsWith(other + ": 0 rules, 0 targets");
    assertThat(rules(Map.of("OCEANUS_RULES_FILE", other.toString()), empty(), "check"))
        .startsWith(other + ": 0 rules");
    assertThat(asked).isEmpty();
  }

  @Test
  void takesOfTheEnvironmentWhatItKnows() throws IOException {
    Path sites = Files.writeString(temp.resolve("s.yaml"), "sites:\n  blog:\n");

    assertThat(rules(Map.of("OCEANUS_HTTP_PORT", "none", "OCEANUS_NOTHING", "x"), empty(), "check"))
        .contains("no faults");
    assertThatThrownBy(
            () -> rules(Map.of("OCEANUS_SITES_FILE", sites.toString()), empty(), "check"))
        .hasMessageContaining("shop");
  }

  @Test
  void tellsEveryFaultWithItsLine() throws IOException {
    Files.writeString(
        folder.rules(),
        """
        targets:
          here: {kind: terminal}
        rules:
          one:
            sites: [shop, nowhere]
            when: event_nam == "x"
            actions: [{target: her, text: a}]
          two:
            when: "true"
        """);

    assertThatThrownBy(() -> rules("check"))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> {
              assertThat(e.code()).isEqualTo(RulesCommand.FAULTY);
              String file = folder.rules().toString();
              assertThat(String.valueOf(e.getMessage()).lines())
                  .containsExactly(
                      file + ":5: rules.one.sites: there is no site 'nowhere'",
                      file
                          + ":6:11: rules.one.when: events of web have no 'event_nam'; did you mean"
                          + " 'event_name'?",
                      file
                          + ":7: rules.one.actions[0].target: there is no target 'her'; did you mean"
                          + " 'here'?",
                      file + ":9: rules.two.actions: must be a list of 1 to 20 actions");
            });
    fails(RulesCommand.FAULTY, "event_nam", "test");
  }

  @Test
  void saysThatAFileCannotBeRead() throws IOException {
    Path gone = temp.resolve("gone.yaml");
    fails(
        CommandException.UNAVAILABLE,
        gone + " cannot be read: NoSuchFile",
        "check",
        gone.toString());
    Path bytes = Files.write(temp.resolve("bytes.yaml"), new byte[] {'a', ':', (byte) 0xff});
    fails(
        CommandException.UNAVAILABLE,
        bytes + " cannot be read: MalformedInput",
        "check",
        bytes.toString());
  }

  @Test
  void saysWhatIsWrongWithTheSettings() throws IOException {
    Files.delete(folder.sites());

    fails(
        CommandException.SETTINGS, folder.sites() + ": the site catalogue cannot be read", "check");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "try", "check a b", "test --since sunday", "test --limit 0"})
  void saysWhatItTakes(String typed) {
    fails(CommandException.USAGE, "takes", typed.isEmpty() ? new String[0] : typed.split(" ", -1));
  }

  @Test
  void knowsWhichRulesThereAre() {
    fails(CommandException.USAGE, "there is no rule 'three'", "test", "--rule", "three");
    assertThat(asked).isEmpty();
  }

  @Test
  void triesTheRulesOnWhatTheWarehouseHas() throws IOException {
    assertThat(rules("test", "--limit", "7").lines())
        .containsExactly(
            "one: 0 of 0 events match, 0 throttled, 0 undecided, 0 notices",
            "two: 0 of 0 events match, 0 throttled, 0 undecided, 0 notices",
            "Nothing was sent.");
    assertThat(asked)
        .hasSize(2)
        .allMatch(sql -> sql.contains(" >= TIMESTAMP '2026-11-23 08:15:00.000000' "))
        .allMatch(sql -> sql.endsWith(" LIMIT 8"));
  }

  @Test
  void triesOneRuleSinceADay() throws IOException {
    assertThat(rules("test", "--rule", "two", "--since", "2026-11-01").lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("two: ");
    assertThat(asked)
        .singleElement()
        .asString()
        .contains("t.site = 'shop'", "'2026-11-01 00:00:00.000000'", " LIMIT 1000001");
  }

  @Test
  void saysWhatTheWarehouseSays() {
    assertThatThrownBy(
            () ->
                rules(
                    Map.of(),
                    (sql, sink) -> {
                      throw new QueryFailedException("Catalog Error: no table");
                    },
                    "test"))
        .isInstanceOfSatisfying(CommandException.class, e -> assertThat(e.code()).isEqualTo(1))
        .hasMessage("Catalog Error: no table");
  }
}
