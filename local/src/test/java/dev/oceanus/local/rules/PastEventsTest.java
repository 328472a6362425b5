package dev.oceanus.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.local.duckdb.FileQueries;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.rules.PastEvents.Cut;
import dev.oceanus.local.rules.PastEvents.Taker;
import dev.oceanus.notifier.event.Occurrence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows as events: from a DuckDB file, and as BigQuery tells them. */
class PastEventsTest {
  private static final Instant SINCE = Instant.parse("2026-11-30T08:00:00Z");
  private static final String SITES =
      """
      sites:
        shop:
          schema: web
          table: events_all
          columns:
            - {name: whole, type: INT64, from: whole}
            - {name: order, type: FLOAT64, from: order}
            - {name: group, type: BOOL, from: group}
            - {name: end, type: TIMESTAMP, from: end}
            - {name: dt, type: STRING, from: dt}
        blog:
          schema: web
          table: events_all
          columns:
            - {name: whole, type: INT64, from: whole}
            - {name: order, type: FLOAT64, from: order}
            - {name: group, type: BOOL, from: group}
            - {name: end, type: TIMESTAMP, from: end}
            - {name: dt, type: STRING, from: dt}
        log:
          schema: oceanus-log
          table: log_legacy
          daily_tables: true
          columns:
            - {name: site, type: STRING, from: site}
            - {name: event_id, type: STRING, from: event_id}
      """;

  @TempDir private static Path temp;
  private static Queries duckDb;

  private static Site site(String name) {
    return SiteCatalogueReader.read(SITES, "sites.yaml").site(name).orElseThrow();
  }

  @BeforeAll
  static void fill() throws SQLException {
    Path file = temp.resolve("w.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      for (Site site : List.of(site("shop"), site("log"))) {
        statement.execute(
            site.schema().fields().stream()
                .map(field -> '"' + field.name() + "\" " + type(field.type().name()))
                .collect(
                    Collectors.joining(
                        ", ", "CREATE TABLE " + site.lane().name() + " (", ", _entry VARCHAR)")));
      }
      web(statement, "e3", "shop", "2026-11-30 08:00:01.5", "NULL, NULL, NULL, NULL, NULL, NULL");
      web(
          statement,
          "e1",
          "shop",
          "2026-11-30 08:00:00",
          "'{\"a\": 1.50}', -9223372036854775808, 0.1, true, '2026-11-30 01:02:03.000004', 'x'");
      web(statement, "e4", "blog", "2026-11-30 09:00:00", "NULL, NULL, 'nan', false, NULL, NULL");
      web(statement, "e0", "shop", "2026-11-30 07:59:59.999999", "NULL, 1, 1, true, NULL, ''");
      statement.execute(
          "INSERT INTO log_legacy (dt, sid, evt, site, event_id, _entry) VALUES"
              + " ('2026-11-30 08:00:00.000001', 'a1', 'view', 'else', 'other', 'log:0:1-2'),"
              + " ('2026-11-30 07:00:00.000000', 'a1', 'view', NULL, NULL, 'log:0:1-1')");
    }
    duckDb = new FileQueries(file);
  }

  private static void web(Statement statement, String id, String site, String at, String rest)
      throws SQLException {
    statement.execute(
        "INSERT INTO events_all (event_id, site, event_name, received_at, properties, whole,"
            + " \"order\", \"group\", \"end\", dt, _entry) VALUES ('%s', '%s', 'x', '%s', %s, 'e')"
                .formatted(id, site, at, rest));
  }

  private static String type(String type) {
    return switch (type) {
      case "STRING" -> "VARCHAR";
      case "INT64" -> "BIGINT";
      case "FLOAT64" -> "DOUBLE";
      case "BOOL" -> "BOOLEAN";
      default -> type;
    };
  }

  private static List<Occurrence> inDuckDb(int most, String... sites) throws IOException {
    List<Occurrence> events = new ArrayList<>();
    List<Cut> cuts = inDuckDb(most, events::add, sites);
    assertThat(cuts).isEmpty();
    return events;
  }

  private static List<Cut> inDuckDb(int most, Taker taker, String... sites) throws IOException {
    return new Timeline(new PastEvents(duckDb, PastEvents::inDuckDb, SINCE, most), temp)
        .of(Arrays.stream(sites).map(PastEventsTest::site).toList(), taker);
  }

  private static List<@Nullable Object> values(Event event) {
    return Stream.of("properties", "whole", "order", "group", "end", "dt", "occurred_at")
        .<@Nullable Object>map(event::get)
        .toList();
  }

  @Test
  void readsEachTypeOfColumnWhateverItsName() throws IOException {
    List<Occurrence> events = inDuckDb(10, "shop");

    assertThat(events).extracting(Occurrence::id).containsExactly("e1", "e3");
    assertThat(values(events.getFirst().event()))
        .containsExactly(
            "{\"a\": 1.50}",
            Long.MIN_VALUE,
            0.1,
            true,
            Instant.parse("2026-11-30T01:02:03.000004Z"),
            "x",
            null);
    assertThat(values(events.getLast().event())).containsOnlyNulls();
    assertThat(events)
        .extracting(Occurrence::now)
        .containsExactly(SINCE, Instant.parse("2026-11-30T08:00:01.500Z"));
  }

  @Test
  void takesNoMoreOfEachSiteThanItMayAndSaysWhereThereWasMore() throws IOException {
    List<Occurrence> events = new ArrayList<>();

    assertThat(inDuckDb(1, events::add, "shop", "blog"))
        .singleElement()
        .satisfies(cut -> assertThat(cut.site().name()).isEqualTo("shop"))
        .satisfies(cut -> assertThat(cut.until()).isEqualTo(SINCE));

    assertThat(events).extracting(Occurrence::id).containsExactly("e1", "e4");
    assertThat(inDuckDb(1, events::add, "blog")).isEmpty();
    assertThat(inDuckDb(1, events::add, "shop")).hasSize(1);
  }

  @Test
  void severalSitesAreOneSequenceOfTheSameEventsAndLeaveNoFile() throws IOException {
    List<Occurrence> events = inDuckDb(10, "blog", "log", "shop");

    assertThat(events).extracting(Occurrence::id).containsExactly("e1", "log:0:1-2", "e3", "e4");
    assertThat(events).extracting(Occurrence::site).containsExactly("shop", "log", "shop", "blog");
    assertThat(values(events.getFirst().event()))
        .isEqualTo(values(inDuckDb(10, "shop").getFirst().event()));
    assertThat(events.getFirst().event()).isEqualTo(inDuckDb(10, "shop").getFirst().event());
    assertThat(events.getFirst().now()).isEqualTo(SINCE);
    assertThat(events.getLast().event().get("order")).isEqualTo(Double.NaN);
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left.map(Path::getFileName)).containsExactly(Path.of("w.duckdb"));
    }
  }

  @Test
  void aSiteOfThePythonSystemIsNamedByItsEntries() throws IOException {
    Occurrence event = inDuckDb(10, "log").getFirst();

    assertThat(event.id()).isEqualTo("log:0:1-2");
    assertThat(event.text("evt")).isEqualTo("view");
    assertThat(event.now()).isEqualTo(Instant.parse("2026-11-30T08:00:00.000001Z"));
  }

  @Test
  void inBigQueryTheDaysOfALaneAreTablesOfTheirOwn() throws IOException {
    List<String> asked = new ArrayList<>();
    List<Occurrence> events = new ArrayList<>();
    PastEvents past =
        new PastEvents(
            (sql, sink) -> {
              asked.add(sql);
              sink.columns(List.of());
              List<@Nullable String> row = new ArrayList<>();
              site("log").schema().fields().forEach(field -> row.add(null));
              row.set(0, "2026-11-30 08:00:00.000001");
              row.add("log:0:1-2");
              sink.row(row);
              sink.end();
            },
            PastEvents::inBigQuery,
            SINCE,
            5);
    assertThat(past.of(site("log"), events::add)).isEmpty();

    assertThat(asked)
        .singleElement()
        .asString()
        .contains(" FROM `log_legacy_*` AS t WHERE t.dt >= '2026-11-30 08:00:00.000000' ORDER BY")
        .endsWith(" ORDER BY t.dt, t._entry LIMIT 6");
    assertThat(events).extracting(Occurrence::id).containsExactly("log:0:1-2");
    assertThat(PastEvents.inBigQuery(site("shop").lane())).isEqualTo("events_all");
  }

  @Test
  void readsTimesAsBigQueryCastsThem() throws IOException {
    List<Occurrence> events = new ArrayList<>();
    PastEvents past =
        new PastEvents(
            (sql, sink) -> {
              assertThat(sql)
                  .contains("CAST(t.received_at AS STRING)")
                  .contains("t.received_at >= TIMESTAMP '2026-11-30 08:00:00.000000'")
                  .contains(" AND t.site = 'shop' ORDER BY t.received_at, t._entry LIMIT 6");
              for (String time : List.of("2026-11-30 08:00:00+00", "2026-11-30 08:15:02.5+00")) {
                List<@Nullable String> row = new ArrayList<>();
                site("shop")
                    .schema()
                    .fields()
                    .forEach(field -> row.add(field.name().equals("received_at") ? time : null));
                row.add("e");
                sink.row(row);
              }
            },
            PastEvents::inBigQuery,
            SINCE,
            5);
    assertThat(past.of(site("shop"), events::add)).isEmpty();

    assertThat(events)
        .extracting(Occurrence::at)
        .containsExactly(SINCE, Instant.parse("2026-11-30T08:15:02.500Z"));
  }
}
