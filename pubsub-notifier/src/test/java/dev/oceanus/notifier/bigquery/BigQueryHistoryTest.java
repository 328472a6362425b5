package dev.oceanus.notifier.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.InsertAllRequest;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.fakebigquery.FakeBigQuery;
import dev.oceanus.fakebigquery.FakeBigQueryConfig;
import dev.oceanus.notifier.story.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories from BigQuery's stand-in, asked by Google's client. */
class BigQueryHistoryTest {
  private static final String SITES =
      """
      sites:
        shop: {schema: web, table: all_events}
        blog: {schema: web, table: all_events}
        bare: {schema: web}
        log:
          schema: oceanus-log
          table: log_legacy
          daily_tables: true
          columns: [{name: site, type: STRING, from: site}]
        form: {schema: oceanus-form}
      """;
  private static final List<String> WEB =
      List.of("site", "visitor_id", "event_name", "page_url", "page_title", "received_at");
  private static final List<String> LOG = List.of("sid", "evt", "url", "tit", "dt");
  private static final List<String> FORM = List.of("sid", "url", "dt");

  @TempDir private static Path folder;
  private static FakeBigQuery fake;
  private static BigQuery client;
  private static BigQueryHistory history;

  @BeforeAll
  static void start() {
    fake = FakeBigQuery.start(FakeBigQueryConfig.in(folder));
    BigQueryConnection connection =
        new BigQueryConnection(
            new WarehouseConfig.BigQuery("test", "web", Optional.of(fake.url())));
    client = connection.client();
    history = new BigQueryHistory(connection, SiteCatalogueReader.read(SITES, "sites.yaml"));
    table("all_events", WEB);
    table("log_legacy_20261129", LOG);
    table("log_legacy_20261130", LOG);
    table(table("form"), FORM);
    fill();
  }

  @AfterAll
  static void stop() {
    fake.close();
  }

  private static String table(String site) {
    return SiteCatalogueReader.read(SITES, "sites.yaml").site(site).orElseThrow().lane().name();
  }

  private static void table(String name, List<String> columns) {
    Field[] fields =
        columns.stream()
            .map(
                column ->
                    Field.of(
                        column,
                        column.equals("received_at")
                            ? StandardSQLTypeName.TIMESTAMP
                            : StandardSQLTypeName.STRING))
            .toArray(Field[]::new);
    Object unused =
        client.create(
            TableInfo.of(TableId.of("web", name), StandardTableDefinition.of(Schema.of(fields))));
  }

  private static void insert(String name, List<String> columns, String... rows) {
    InsertAllRequest.Builder request = InsertAllRequest.newBuilder(TableId.of("web", name));
    for (String line : rows) {
      String[] cells = line.split("\\|", -1);
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.length; i++) {
        if (!cells[i].isEmpty()) {
          row.put(columns.get(i), cells[i]);
        }
      }
      request.addRow(row);
    }
    assertThat(client.insertAll(request.build()).hasErrors()).isFalse();
  }

  private static void fill() {
    insert(
        "all_events",
        WEB,
        "shop|o'v|page_view|u1||2026-11-30 08:00:01",
        "shop|o'v|page_view|u3|T3|2026-11-30 08:00:03.000007",
        "shop|o'v|add_to_cart|u2|T2|2026-11-30 08:00:02.5",
        "blog|o'v|page_view|b|B|2026-11-30 09:00:00",
        "shop|w|page_view|w|W|2026-11-30 09:00:00");
    insert("log_legacy_20261129", LOG, "a1|view|u1|T1|2026-11-29 23:59:59.999999");
    insert(
        "log_legacy_20261130",
        LOG,
        "a1|view|u2||2026-11-30 00:00:00.000000",
        "b2|view|u3|T3|2026-11-30 00:00:00.000001");
    insert(table("form"), FORM, "a1|u|2026-11-30 00:00:00.000002");
  }

  private static Page page(String at, String name, String url, String title) {
    return new Page(Instant.parse(at), name, url, title);
  }

  @Test
  void tellsAllEventsOfAVisitorOnTheSiteTheOldestFirst() {
    assertThat(history.of("shop", "o'v", 10))
        .containsExactly(
            page("2026-11-30T08:00:01Z", "page_view", "u1", ""),
            page("2026-11-30T08:00:02.500Z", "add_to_cart", "u2", "T2"),
            page("2026-11-30T08:00:03.000007Z", "page_view", "u3", "T3"));
    assertThat(history.of("blog", "o'v", 10))
        .containsExactly(page("2026-11-30T09:00:00Z", "page_view", "b", "B"));
  }

  @Test
  void ofManyItTellsTheLastOnes() {
    assertThat(history.of("shop", "o'v", 2)).extracting(Page::url).containsExactly("u2", "u3");
  }

  @Test
  void readsTheTablesOfAllDays() {
    assertThat(history.of("log", "a1", 10))
        .containsExactly(
            page("2026-11-29T23:59:59.999999Z", "view", "u1", "T1"),
            page("2026-11-30T00:00:00Z", "view", "u2", ""));
  }

  @Test
  void aSchemaWithoutNamesAndTitlesHasNone() {
    assertThat(history.of("form", "a1", 10))
        .containsExactly(page("2026-11-30T00:00:00.000002Z", "", "u", ""));
  }

  @Test
  void knowsNothingOfStrangersAndUnknownSites() {
    assertThat(history.of("shop", "nobody", 10)).isEmpty();
    assertThat(history.of("gone", "o'v", 10)).isEmpty();
    assertThat(history.of("shop", "' OR '' = '", 10)).isEmpty();
  }

  @Test
  void saysThatItCannotBeAskedWithoutItsTable() {
    assertThatThrownBy(() -> history.of("bare", "v", 10))
        .isInstanceOf(WarehouseUnavailableException.class)
        .hasMessageContaining("asking the table " + table("bare") + " for a visitor");
  }
}
