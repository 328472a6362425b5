package dev.oceanus.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.fakebigquery.FakeBigQuery;
import dev.oceanus.fakebigquery.FakeBigQueryConfig;
import dev.oceanus.testkit.pubsub.PubSubEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The commands as an operator sees them: output, complaints, exit codes. */
@Tag("slow")
class TablesMainIT {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;
  private FakeBigQuery fake;

  /** What a command left behind. */
  private record Answer(int code, String out, List<String> err) {}

  @BeforeEach
  void start() throws IOException {
    fake = FakeBigQuery.start(FakeBigQueryConfig.in(folder.resolve("fake")).with("", "EU"));
    Files.writeString(folder.resolve("sites.yaml"), "sites:\n  shop:\n  blog:\n");
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("OCEANUS_SITES_FILE", folder.resolve("sites.yaml").toString());
    settings.put("OCEANUS_WAREHOUSE", "bigquery");
    settings.put("OCEANUS_BIGQUERY_PROJECT", "test");
    settings.put("OCEANUS_BIGQUERY_DATASET", "web");
    settings.put("OCEANUS_BIGQUERY_LOCATION", "EU");
    settings.put("OCEANUS_BIGQUERY_ENDPOINT", fake.url().toString());
    return settings;
  }

  private Answer run(Map<String, String> settings, String... arguments) {
    try (TablesProcess process = TablesProcess.start(folder, settings, arguments)) {
      int code = process.exitCode();
      return new Answer(code, process.out(), process.err());
    }
  }

  private Answer run(String... arguments) {
    return run(settings(), arguments);
  }

  private BigQuery client() {
    return new BigQueryConnection(
            new WarehouseConfig.BigQuery("test", "web", Optional.of(fake.url())))
        .client();
  }

  @Test
  void plansThenAppliesThenHasNothingToDo() {
    Answer plan = run("plan");
    assertThat(plan.code()).isEqualTo(2);
    assertThat(plan.out())
        .contains(
            "create dataset         test.web: in EU",
            "create table           events_shop: 38 columns, by day of received_at, clustered by"
                + " event_name, visitor_id",
            "create view            events_blog_unique: of events_blog",
            "to do, 0 conflicts");
    assertThat(client().getDataset("web")).isNull();

    Answer apply = run("apply");
    assertThat(apply.code()).isZero();
    assertThat(apply.out())
        .contains("create table           dead_letters", "events_shop_unique: reads 0 B", "done");

    Answer again = run("plan");
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("All is as it should be.").doesNotContain("create");
    assertThat(run("apply").out()).contains("All is as it should be.");
    assertThat(List.of(plan.err(), apply.err(), again.err())).containsOnly(List.of());
  }

  @Test
  void answersProgramsInJson() {
    JsonNode plan = JSON.readTree(run("plan", "--json", "--site", "shop").out());

    assertThat(plan.path("dataset").asString()).isEqualTo("test.web");
    assertThat(plan.path("done").asBoolean(true)).isFalse();
    assertThat(plan.path("changes").findValuesAsString("target"))
        .startsWith("test.web", "events_shop")
        .noneMatch(target -> target.contains("blog"));
    assertThat(plan.path("changes").get(1).path("columns").get(0).path("name").asString())
        .isEqualTo("event_id");

    JsonNode applied = JSON.readTree(run("apply", "--json", "--site", "shop").out());

    assertThat(applied.path("changes")).isEqualTo(plan.path("changes"));
    assertThat(applied.path("done").asBoolean(false)).isTrue();
    assertThat(applied.path("views").get(0).path("bytes").asLong(-1)).isZero();
    assertThat(applied.path("conflicts").isEmpty()).isTrue();
  }

  @Test
  void aConflictNamesBothSidesAndTheRestIsDone() {
    run("apply", "--table", "refused");
    client()
        .create(
            TableInfo.of(
                TableId.of("web", "events_shop"),
                StandardTableDefinition.of(
                    Schema.of(Field.of("event_id", StandardSQLTypeName.INT64)))));

    Answer apply = run("apply");

    assertThat(apply.code()).isEqualTo(1);
    assertThat(apply.out())
        .contains(
            "conflict               the column event_id of the table events_shop is INT64, but"
                + " STRING is wanted",
            "create table           events_blog")
        .doesNotContain("events_shop_unique");
    assertThat(run("plan").code()).isEqualTo(1);
  }

  @Test
  void twoAtOnceDoNoHarm() {
    try (TablesProcess one = TablesProcess.start(folder, settings(), "apply");
        TablesProcess other = TablesProcess.start(folder, settings(), "apply")) {
      assertThat(one.exitCode()).as(one.out()).isZero();
      assertThat(other.exitCode()).as(other.out()).isZero();
    }
    assertThat(run("plan").code()).isZero();
  }

  @Test
  void aMissingPermissionIsOneLineWithWhatToDo() {
    deny("tables.insert");

    Answer apply = run("apply");

    assertThat(apply.code()).isEqualTo(1);
    assertThat(apply.out()).contains("create dataset");
    assertThat(apply.err())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line).contains("events_shop", "roles/bigquery.dataEditor", "test.web"));
    allow();
    assertThat(run("apply").code()).isZero();
  }

  @Test
  void tablesAreMadeWithoutThePermissionForDryRuns() {
    deny("jobs.insert");

    Answer apply = run("apply");

    assertThat(apply.code()).isZero();
    assertThat(apply.out())
        .contains(
            "create view            events_shop_unique",
            "events_shop_unique: bytes unknown: a dry run needs roles/bigquery.jobUser");
  }

  private void deny(String method) {
    ObjectNode settings = JSON.createObjectNode();
    settings.putObject("denied").put(method, "Access Denied: Dataset test:web");
    fake.settings().change(settings);
  }

  private void allow() {
    ObjectNode settings = JSON.createObjectNode();
    settings.putNull("denied");
    fake.settings().change(settings);
  }

  @Test
  void aDatasetWithoutAChosenPlaceIsNotMade() {
    Map<String, String> settings = settings();
    settings.remove("OCEANUS_BIGQUERY_LOCATION");

    Answer apply = run(settings, "apply");

    assertThat(apply.code()).isEqualTo(1);
    assertThat(apply.out()).contains("test.web does not exist", "OCEANUS_BIGQUERY_LOCATION");
    assertThat(client().getDataset("web")).isNull();
  }

  @Test
  void aKeyThatIsNotThereIsOneLineWithWhatToDo() {
    Map<String, String> settings = settings();
    settings.put("OCEANUS_BIGQUERY_ENDPOINT", "https://127.0.0.1:1");
    settings.put("GOOGLE_APPLICATION_CREDENTIALS", folder.resolve("nowhere.json").toString());

    Answer plan = run(settings, "plan");

    assertThat(plan.code()).isEqualTo(1);
    assertThat(plan.out()).isEmpty();
    assertThat(plan.err())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("GOOGLE_APPLICATION_CREDENTIALS"));
  }

  @Test
  void allFaultsOfTheSettingsAreToldTogether() {
    Map<String, String> settings = settings();
    settings.put("OCEANUS_SITES_FILE", "nowhere.yaml");
    settings.put("OCEANUS_BIGQUERY_LOCATION", "the moon");
    settings.put("OCEANUS_PARTITION_EXPIRY", "2h");
    settings.put("OCEANUS_TABLES_INTERVAL", "0s");
    settings.put("OCEANUS_TABLE_INTERVAL", "30s");
    settings.remove("OCEANUS_BIGQUERY_PROJECT");

    for (String command : List.of("plan", "apply")) {
      Answer answer = run(settings, command);

      assertThat(answer.code()).isEqualTo(78);
      assertThat(answer.err())
          .hasSize(6)
          .anyMatch(line -> line.contains("nowhere.yaml"))
          .anyMatch(line -> line.contains("OCEANUS_BIGQUERY_LOCATION: "))
          .anyMatch(line -> line.contains("OCEANUS_PARTITION_EXPIRY: "))
          .anyMatch(line -> line.contains("OCEANUS_TABLES_INTERVAL: "))
          .anyMatch(line -> line.contains("OCEANUS_TABLE_INTERVAL: is not a setting"))
          .anyMatch(line -> line.contains("OCEANUS_BIGQUERY_PROJECT: is required"));
    }
  }

  @Test
  void aWrongCommandIsAnsweredByHowItIsUsed() {
    for (String[] typed :
        List.of(
            new String[] {},
            new String[] {"drop"},
            new String[] {"plan", "--yaml"},
            new String[] {"plan", "--site"},
            new String[] {"plan", "--site", "nobody"},
            new String[] {"apply", "--table", "nothing"},
            new String[] {"watch", "--json"})) {
      Answer answer = run(typed);

      assertThat(answer.code()).isEqualTo(64);
      assertThat(answer.err()).singleElement().satisfies(l -> assertThat(l).contains("usage: "));
    }
  }

  @Test
  void aDuckDbFileIsKeptTheSameWay() {
    Map<String, String> settings =
        Map.of(
            "OCEANUS_SITES_FILE", folder.resolve("sites.yaml").toString(),
            "OCEANUS_DUCKDB_FILE", folder.resolve("warehouse.duckdb").toString());

    assertThat(run(settings, "plan").code()).isEqualTo(2);
    Answer apply = run(settings, "apply");
    assertThat(apply.code()).isZero();
    assertThat(apply.out()).contains("create table           events_shop: 37 columns");
    assertThat(run(settings, "plan").code()).isZero();
  }

  @Test
  void makesTopicsAndSubscriptionsWhereItIsAskedForThem() {
    try (PubSubEmulator emulator = PubSubEmulator.start()) {
      Map<String, String> settings = settings();
      assertThat(run(settings, "apply", "--pubsub").code()).isEqualTo(78);
      settings.put("OCEANUS_PUBSUB_PROJECT", "oceanus-test");
      settings.put("OCEANUS_PUBSUB_ENDPOINT", emulator.url());

      Answer plan = run(settings, "plan", "--pubsub");
      assertThat(plan.code()).isEqualTo(2);
      assertThat(plan.out())
          .contains(
              "create topic projects/oceanus-test/topics/oceanus-live",
              "create subscription projects/oceanus-test/subscriptions/oceanus-notifier of"
                  + " projects/oceanus-test/topics/oceanus-live",
              "4 to do");
      Answer apply = run(settings, "apply", "--pubsub", "--json");
      assertThat(apply.code()).isZero();
      assertThat(JSON.readTree(apply.out()).get("applied").booleanValue()).isTrue();
      assertThat(JSON.readTree(apply.out()).get("steps").size()).isEqualTo(4);
      Answer again = run(settings, "plan", "--pubsub");
      assertThat(again.code()).isZero();
      assertThat(again.out()).contains("0 to do");

      emulator.stop();
      Answer away = run(settings, "plan", "--pubsub");
      assertThat(away.code()).isEqualTo(1);
      assertThat(away.err()).singleElement().asString().contains("topics/oceanus-live", "unreachable");
      assertThat(client().getDataset("web")).as("tables are not its matter").isNull();
    }
    assertThat(run("apply", "--pubsub", "--site", "shop").code()).isEqualTo(64);
  }
}
