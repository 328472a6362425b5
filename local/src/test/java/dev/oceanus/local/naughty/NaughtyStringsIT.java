package dev.oceanus.local.naughty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.naughty.Documented.Fate;
import dev.oceanus.local.naughty.Documented.Refused;
import dev.oceanus.local.naughty.Documented.Row;
import dev.oceanus.local.query.Column;
import dev.oceanus.local.query.RemoteQueries;
import dev.oceanus.local.query.RowSink;
import dev.oceanus.local.up.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every naughty string in every field of every route, from the request through collector, Redis and
 * loader to the row: each is there as the documentation says, or in the table of refused events,
 * and no batch had to be taken apart for one.
 */
@Tag("slow")
class NaughtyStringsIT {
  private static final int AT_A_TIME = 16;
  private static final int IN_ONE_BODY = 20;
  private static final Duration DRAINED = Duration.ofSeconds(60);

  @TempDir static Path temp;
  private static Program up;
  private static Running running;
  private static final Map<Way, List<Sent>> sent = new EnumMap<>(Way.class);
  private static final Map<Way, List<Line.Answer>> answers = new EnumMap<>(Way.class);
  private static final Map<String, List<Map<String, @Nullable String>>> tables = new HashMap<>();

  @BeforeAll
  static void sendAll() throws Exception {
    DataFolder folder = new DataFolder(Files.createDirectories(temp.resolve("data")));
    Files.writeString(folder.sites(), Way.SITES);
    Map<String, String> settings = Map.of("OCEANUS_REFUSED_PER_MINUTE", "100000");
    up = Program.start(temp, settings, "up", "--port", "0", "--data", folder.root().toString());
    running = up.running(folder);
    for (Way way : Way.values()) {
      sent.put(way, Tries.of(way));
      answers.put(way, send(parcels(way)));
    }
    drain();
  }

  @AfterAll
  static void end() {
    up.close();
  }

  /** What is sent in one request each: several events where that may be, and headers are none. */
  private static List<List<Sent>> parcels(Way way) {
    List<List<Sent>> parcels = new ArrayList<>();
    List<Sent> parcel = new ArrayList<>();
    for (Sent event : all(way)) {
      boolean alone = way.form() != Way.Form.JSON || !event.headers().isEmpty();
      parcel.add(event);
      if (alone || parcel.size() == IN_ONE_BODY) {
        parcels.add(parcel);
        parcel = new ArrayList<>();
      }
    }
    parcels.add(parcel);
    parcels.removeIf(List::isEmpty);
    return parcels;
  }

  private static List<Sent> all(Way way) {
    return sent.getOrDefault(way, List.of());
  }

  /** Sends each of them on one of some connections; the answers are in their order. */
  private static List<Line.Answer> send(List<List<Sent>> parcels) throws Exception {
    int port = URI.create(running.publicUrl()).getPort();
    Line.Answer[] answers = new Line.Answer[parcels.size()];
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ends = new ArrayList<>();
      for (int client = 0; client < AT_A_TIME; client++) {
        int first = client;
        ends.add(
            clients.submit(
                () -> {
                  try (Line line = new Line(port)) {
                    for (int i = first; i < answers.length; i += AT_A_TIME) {
                      answers[i] = line.ask(Sent.request(parcels.get(i)));
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
    return Arrays.asList(answers);
  }

  /** Each event is a row of one of the tables. */
  private static void drain() throws IOException {
    List<String> names = List.of("events_shop", "events_old", "events_inquiry", "refused");
    long all = sent.values().stream().mapToLong(List::size).sum();
    await("all %d events are rows".formatted(all))
        .atMost(DRAINED)
        .untilAsserted(
            () -> {
              long rows = 0;
              for (String name : names) {
                rows += count(name);
              }
              assertThat(rows).isEqualTo(all);
            });
    for (String name : names) {
      tables.put(name, rows(select(name)));
    }
  }

  /** Texts and microseconds, as nothing else is compared to the byte. */
  private static String select(String table) {
    String replaced =
        table.equals("events_shop")
            ? """
               REPLACE (properties::VARCHAR AS properties, extra::VARCHAR AS extra,
               epoch_us(occurred_at) AS occurred_at, epoch_us(received_at) AS received_at)
              """
            : "";
    return "SELECT *" + replaced + " FROM " + table;
  }

  private static long count(String table) throws IOException {
    String found = rows("SELECT count(*) AS n FROM " + table).getFirst().get("n");
    return Long.parseLong(String.valueOf(found));
  }

  private static List<Map<String, @Nullable String>> rows(String sql) throws IOException {
    List<Map<String, @Nullable String>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    new RemoteQueries(running.queryUrl(), running.token())
        .ask(
            sql,
            new RowSink() {
              @Override
              public void columns(List<Column> columns) {
                columns.forEach(column -> names.add(column.name()));
              }

              @Override
              public void row(List<@Nullable String> cells) {
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                for (int i = 0; i < cells.size(); i++) {
                  row.put(names.get(i), cells.get(i));
                }
                rows.add(row);
              }

              @Override
              public void end() {}
            });
    return rows;
  }

  private static List<Map<String, @Nullable String>> rowsOf(String table) {
    return tables.getOrDefault(table, List.of());
  }

  @Test
  void triesEveryWayThatTakesEvents() {
    assertThat(Way.values()).extracting(Way::accepts).containsExactlyInAnyOrder(Accepts.values());
  }

  @ParameterizedTest
  @EnumSource
  void triesEveryStringInEveryColumn(Way way) {
    Set<String> strings = new HashSet<>(Tries.strings(way));
    for (String wire : way.columns().keySet()) {
      assertThat(all(way).stream().map(each -> each.values().get(wire)).collect(Collectors.toSet()))
          .as(wire)
          .containsAll(strings);
    }
  }

  @ParameterizedTest
  @EnumSource
  void storesWhatTheDocumentationSays(Way way) {
    Map<String, Map<String, @Nullable String>> rows = new HashMap<>();
    for (Map<String, @Nullable String> row : rowsOf("events_" + way.siteName())) {
      List.of("event_id", "user_id", "uid", "oid")
          .forEach(key -> rows.putIfAbsent(key + "=" + row.get(key), row));
    }
    for (Sent event : all(way)) {
      if (Documented.of(event) instanceof Row(var cells)) {
        Map<String, @Nullable String> row = rows.get(event.key() + "=" + event.id());
        assertThat(row).as("the row of %s", event).isNotNull();
        cells.forEach((column, cell) -> check(event, column, cell, row));
      }
    }
  }

  private static void check(
      Sent event, String column, Cell cell, Map<String, @Nullable String> row) {
    try {
      cell.check(column, row);
    } catch (AssertionError e) {
      throw new AssertionError(event + ", as " + row, e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatItRefusesAsItWasSent(Way way) {
    Map<String, Map<String, @Nullable String>> rows = new HashMap<>();
    rowsOf("refused").forEach(row -> rows.put(row.get("route") + " " + row.get("raw"), row));
    for (Sent event : all(way)) {
      if (Documented.of(event) instanceof Refused(var reason, var field)) {
        assertThat(rows.get(way.route() + " " + event.written()))
            .as("the refusal of %s", event)
            .isNotNull()
            .containsEntry("site", way.siteName())
            .containsEntry("reason", reason)
            .containsEntry("field", field)
            .containsEntry("raw_state", "whole");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersWhatBecameOfEach(Way way) {
    List<List<Sent>> parcels = parcels(way);
    for (int i = 0; i < parcels.size(); i++) {
      Line.Answer answer = answers.getOrDefault(way, List.of()).get(i);
      List<Fate> fates = parcels.get(i).stream().map(Documented::of).toList();
      boolean allRefused = fates.stream().allMatch(Refused.class::isInstance);
      assertThat(answer.status() / 100)
          .as("%s: %s", parcels.get(i), answer)
          .isEqualTo(allRefused && way != Way.CLICK ? 4 : way == Way.CLICK ? 3 : 2);
      if (way == Way.CLICK) {
        assertThat(answer.headers())
            .containsEntry("oceanus-event", allRefused ? "refused" : "stored")
            .containsEntry("location", Way.TARGET);
      } else if (way.form() == Way.Form.JSON) {
        assertThat(refusals(answer)).isEqualTo(refusals(fates));
      }
    }
  }

  private static List<String> refusals(Line.Answer answer) {
    List<String> refusals = new ArrayList<>();
    for (JsonNode each : JsonMapper.shared().readTree(answer.body()).get("refused")) {
      refusals.add(each.get("index") + " " + each.get("reason") + " " + each.get("field"));
    }
    return refusals;
  }

  private static List<String> refusals(List<Fate> fates) {
    List<String> refusals = new ArrayList<>();
    for (int i = 0; i < fates.size(); i++) {
      if (fates.get(i) instanceof Refused(var reason, var field)) {
        refusals.add("%d \"%s\" \"%s\"".formatted(i, reason, field));
      }
    }
    return refusals;
  }

  @Test
  void noStringCostsABatch() throws Exception {
    assertThat(count("dead_letters")).isZero();
    assertThat(up.err()).isEmpty(); // a batch that fails is a warning
  }
}
