package dev.oceanus.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.command.DoctorOptions.Target;
import dev.oceanus.local.folder.DataFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
  private static final String HAR =
      """
      {"log":{"entries":[{"startedDateTime":"2026-11-24T08:15:00.180Z",
        "request":{"method":"POST","url":"http://127.0.0.1:1/v1/events/demo",
          "postData":{"mimeType":"text/plain","text":"[{\\"eid\\":\\"e-1\\",\\"evt\\":\\"hello\\"}]"}},
        "response":{"status":STATUS,"content":{"mimeType":"application/json"}}}]}}
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void takesAPageAndWaitsForHalfAMinute() {
    assertThat(options("https://shop.example/?a=|"))
        .isEqualTo(
            new DoctorOptions(
                "https://shop.example/?a=|",
                new Target.Page(URI.create("https://shop.example/?a=%7C")),
                Duration.ofSeconds(30),
                false));
  }

  @Test
  void takesAFileAndWhatElseIsTyped() throws IOException {
    Path file = Files.createFile(temp.resolve("x.har"));

    assertThat(options(file.toString(), "--timeout", "5", "--format=json"))
        .isEqualTo(
            new DoctorOptions(file.toString(), new Target.Har(file), Duration.ofSeconds(5), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.example",
        "missing.har",
        "ftp://shop.example/",
        "https://a/ https://b/",
        "",
        "https://a/ --timeout 0",
        "https://a/ --timeout soon",
        "https://a/ --format xml",
        "https://a/ --verbose"
      })
  void refusesWhatItCannotExamine(String line) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));

    assertThatThrownBy(() -> options(words.toArray(String[]::new)))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.code()).isEqualTo(CommandException.USAGE));
  }

  @Test
  void endsWellWhereNothingIsWrong() throws IOException {
    run(har(200), Map.of());

    assertThat(out.toString(UTF_8))
        .contains("ok         events    hello for demo: answered 200")
        .contains("unchecked  row       the warehouse behind this collector is not known here")
        .endsWith("All well, 5 not checked." + System.lineSeparator());
  }

  @Test
  void endsWithTwoWhereThereAreProblems() throws IOException {
    CommandException end =
        catchThrowableOfType(CommandException.class, () -> run(har(503), Map.of()));

    assertThat(end.code()).isEqualTo(2);
    assertThat(out.toString(UTF_8)).contains("hello for demo: refused with 503.");
  }

  @Test
  void endsWithOneWhereNothingCanBeExamined() throws IOException {
    Path file = Files.writeString(temp.resolve("x.har"), "{}");

    CommandException end = catchThrowableOfType(CommandException.class, () -> run(file, Map.of()));

    assertThat(end.code()).isEqualTo(1);
    assertThat(end).hasMessageContaining("it is no HAR");
  }

  @Test
  void readsTheSitesThatTheSettingsName() throws IOException {
    Path sites = Files.writeString(temp.resolve("sites.yaml"), "sites: {other: }");

    CommandException end =
        catchThrowableOfType(
            CommandException.class,
            () -> run(har(200), Map.of("OCEANUS_SITES_FILE", sites.toString())));

    assertThat(end.code()).isEqualTo(2);
    assertThat(out.toString(UTF_8)).contains("sites.yaml has no site demo");
  }

  @Test
  void reportsFaultsOfTheSettings() throws IOException {
    Path file = har(200);

    assertThatThrownBy(() -> run(file, Map.of("OCEANUS_WAREHOUSE", "bigquery")))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.code()).isEqualTo(CommandException.SETTINGS))
        .hasMessageContaining("OCEANUS_BIGQUERY_PROJECT");
  }

  @Test
  void complainsOfADataFolderThatIsNone() throws IOException {
    Path file = har(200);
    Surgery named = new Surgery(new DataFolder(temp.resolve("none")), true, Map.of());

    assertThatThrownBy(() -> command(named).run(options(file.toString())))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("is no data folder");
  }

  private Path har(int status) throws IOException {
    return Files.writeString(
        temp.resolve("x.har"), HAR.replace("STATUS", Integer.toString(status)));
  }

  private void run(Path file, Map<String, String> environment) throws IOException {
    command(new Surgery(new DataFolder(temp.resolve("none")), false, environment))
        .run(options(file.toString()));
  }

  private DoctorCommand command(Surgery surgery) {
    return new DoctorCommand(surgery, CLOCK, new PrintStream(out, true, UTF_8));
  }

  private static DoctorOptions options(String... typed) {
    return DoctorOptions.of(DoctorOptions.arguments("doctor", List.of(typed)));
  }
}
