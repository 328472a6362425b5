package dev.oceanus.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.TableId;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.fakebigquery.FakeBigQuery;
import dev.oceanus.fakebigquery.FakeBigQueryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service, against a stand-in of BigQuery that other people change, and that goes away. */
@Tag("slow")
class TablesWatchIT {
  @TempDir private Path folder;
  private FakeBigQuery fake;
  private TablesProcess watch;

  @BeforeEach
  void start() throws IOException {
    fake = FakeBigQuery.start(config());
    sites("shop:");
    watch =
        TablesProcess.start(
            folder,
            Map.ofEntries(
                Map.entry("OCEANUS_SITES_FILE", folder.resolve("sites.yaml").toString()),
                Map.entry("OCEANUS_WAREHOUSE", "bigquery"),
                Map.entry("OCEANUS_BIGQUERY_PROJECT", "test"),
                Map.entry("OCEANUS_BIGQUERY_DATASET", "web"),
                Map.entry("OCEANUS_BIGQUERY_ENDPOINT", fake.url().toString()),
                Map.entry("OCEANUS_TABLES_INTERVAL", "1s"),
                Map.entry("OCEANUS_ADMIN_HOST", "127.0.0.1"),
                Map.entry("OCEANUS_ADMIN_PORT", "0"),
                Map.entry("OCEANUS_DRAIN_TIME", "0ms")),
            "watch");
    soon().until(() -> isThere("dead_letters"));
  }

  @AfterEach
  void stop() {
    watch.close();
    fake.close();
  }

  private FakeBigQueryConfig config() {
    return FakeBigQueryConfig.in(folder.resolve("fake"));
  }

  private void sites(String sites) throws IOException {
    Files.writeString(folder.resolve("sites.yaml"), "sites:\n" + sites.indent(2));
  }

  private BigQuery client() {
    return new BigQueryConnection(
            new WarehouseConfig.BigQuery("test", "web", Optional.of(fake.url())))
        .client();
  }

  private boolean isThere(String table) {
    return client().getTable("web", table) != null;
  }

  private ConditionFactory soon() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .failFast("the watch ended", () -> !watch.isAlive());
  }

  @Test
  void aTableThatIsDroppedComesBack() {
    client().delete(TableId.of("web", "refused"));

    soon().until(() -> isThere("refused"));

    assertThat(watch.lines("create-table refused")).hasSizeBetween(1, 2);
  }

  @Test
  void aNewSiteIsSeenAndAFaultyCatalogueChangesNothing() throws IOException {
    sites("shop:\n  colour: red");
    soon().until(() -> !watch.lines("the site catalogue has faults").isEmpty());
    client().delete(TableId.of("web", "refused"));
    soon().until(() -> isThere("refused"));

    sites("shop:\nblog:");
    soon().until(() -> isThere("events_blog"));

    assertThat(watch.lines("the site catalogue has faults")).hasSize(1);
    soon().until(() -> !watch.lines("can be looked after again").isEmpty());
  }

  @Test
  void bigQueryMayGoAwayAndComeBack() {
    int port = fake.port();
    fake.close();
    soon().until(() -> !watch.lines("BigQuery does not answer").isEmpty());
    assertThat(watch.get("/livez").statusCode()).isEqualTo(200);

    fake = FakeBigQuery.start(config().on(port, 0));
    client().delete(TableId.of("web", "refused"));
    soon().until(() -> isThere("refused"));

    assertThat(watch.lines("BigQuery does not answer")).hasSize(1);
    assertThat(watch.lines("\"severity\":\"ERROR\"")).isEmpty();
  }

  @Test
  void countsWhatItDoesAndEndsWhenTold() {
    soon().until(() -> watch.get("/metrics").body().contains("outcome=\"settled\""));
    assertThat(watch.get("/metrics").body())
        .contains(
            "oceanus_tables_rounds_total{outcome=\"failed\"",
            "oceanus_tables_changes_total{kind=\"create-table\"",
            "oceanus_tables_conflicts");
    assertThat(watch.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(watch.get("/info").body()).contains("table-creator", "OCEANUS_TABLES_INTERVAL");

    watch.terminate();

    assertThat(watch.exitCode()).isZero();
  }
}
