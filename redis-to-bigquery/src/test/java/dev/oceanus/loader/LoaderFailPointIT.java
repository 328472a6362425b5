package dev.oceanus.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Lifecycle;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseConfig.Kind;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.loader.batch.BatchLimits;
import dev.oceanus.loader.duckdb.DuckDbWarehouse;
import dev.oceanus.loader.lane.LanePorts;
import dev.oceanus.testkit.redis.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.UnifiedJedis;

/** A loader that breaks at each of its fail points, on a real Redis and a DuckDB file. */
@Tag("slow")
class LoaderFailPointIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis =
      RedisClients.standalone(URI.create(server.url()), null, Duration.ofSeconds(2));

  private final Lane lane = new Lane("events_test", 2);
  private final List<String> ends = new ArrayList<>();
  @TempDir private Path folder;
  private int sent;

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  static Set<FailPoint> points() {
    Set<FailPoint> points = EnumSet.allOf(FailPoint.class);
    points.removeIf(point -> !point.name().startsWith("LOADER_"));
    return points;
  }

  private DuckDbFile file() {
    return new DuckDbFile(folder.resolve("w.duckdb"), Opening.HELD);
  }

  /** Loads with these fail points until the process would end, or nothing is left. */
  private void load(List<String> failPoints) {
    DuckDbFile file = file();
    FailPoints points = FailPoints.parse(failPoints);
    LanePorts ports = Loader.ports(redis, new DuckDbWarehouse(file, Clock.systemUTC(), points));
    LoaderConfig config =
        new LoaderConfig(
            new WarehouseConfig(
                Kind.DUCKDB,
                new WarehouseConfig.DuckDb(folder, false),
                new WarehouseConfig.BigQuery("", "", Optional.empty())),
            new BigQueryLoading(BigQueryLoading.Mode.LOAD, 1_400, Optional.empty()),
            new BatchLimits(Duration.ofMillis(10), 4, 1 << 20),
            Duration.ofMillis(10),
            Duration.ofMillis(500),
            2);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Loader loader =
        new Loader(
            config,
            new Loader.Surroundings(
                ports,
                Loader.producers(redis),
                Map.of(lane, Schemas.WEB, Lane.DEAD_LETTERS, Schemas.DEAD_LETTERS),
                Map.of(),
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                System::nanoTime,
                points,
                (what, cause) -> ended.complete(cause)));
    try (Lifecycle lifecycle = new Lifecycle(loader.components())) {
      lifecycle.start();
      Awaitility.await().atMost(LIMIT).until(() -> ended.isDone() || isEmpty(ports));
    }
    file.close();
    ends.add(ended.isDone() ? ended.join().getMessage() : "in order");
  }

  private LanePorts ports() {
    return Loader.ports(redis, new DuckDbWarehouse(file(), Clock.systemUTC(), FailPoints.none()));
  }

  private boolean isEmpty(LanePorts ports) {
    return List.of(lane, Lane.DEAD_LETTERS).stream()
        .allMatch(
            each ->
                ports.seals().load(each.name()).pending().isEmpty()
                    && !ports.seals().load(each.name()).isNew()
                    && each.all().stream().allMatch(shard -> ports.reader().length(shard) == 0));
  }

  private void append(int count) {
    EventCodec codec = new EventCodec(Schemas.WEB);
    LanePorts ports = ports();
    for (int i = 0; i < count; i++) {
      sent++;
      Event event = new Event(Schemas.WEB);
      event.set("event_id", "e" + sent);
      event.set("site", "test");
      event.set("event_name", "view");
      event.set("received_at", Instant.EPOCH);
      byte[] bytes = sent % 5 == 0 ? ("poison" + sent).getBytes(UTF_8) : codec.encode(event);
      assertThat(
              ports
                  .appender()
                  .append(List.of(new MicroBatch(lane.shard(sent % 2), "p", sent, List.of(bytes)))))
          .containsExactly(new AppendOutcome.Stored(false));
    }
  }

  private List<String> column(String sql) throws SQLException {
    DuckDbFile file = file();
    try {
      return file.with(
          "reading",
          connection -> {
            List<String> values = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
              while (rows.next()) {
                values.add(rows.getString(1));
              }
            }
            return values;
          });
    } finally {
      file.close();
    }
  }

  @ParameterizedTest
  @MethodSource("points")
  void losesAndRepeatsNothingWhenItBreaksAt(FailPoint point) throws SQLException {
    append(12);
    load(List.of("loader-committed=throw")); // leaves a batch to be adopted
    append(8);
    load(List.of(point.key() + "=throw"));
    append(5);
    load(List.of());

    // On release it has nothing more to do: the lease runs out by itself.
    String end = point == FailPoint.LOADER_RELEASED ? "in order" : "fail point " + point.key();
    assertThat(ends).containsExactly("fail point loader-committed", end, "in order");
    List<String> rows = new ArrayList<>();
    List<String> letters = new ArrayList<>();
    for (int i = 1; i <= sent; i++) {
      (i % 5 == 0 ? letters : rows).add((i % 5 == 0 ? "poison" : "e") + i);
    }
    assertThat(column("SELECT event_id FROM events_test"))
        .containsExactlyInAnyOrderElementsOf(rows);
    assertThat(column("SELECT event FROM dead_letters"))
        .containsExactlyInAnyOrderElementsOf(letters);
    assertThat(column("SELECT count(*) - max(seq) FROM _batches GROUP BY epoch, lane"))
        .containsOnly("0");
    LanePorts ports = ports();
    lane.all()
        .forEach(
            shard -> {
              EntryId cursor = ports.cursors().position(shard, Reader.LOADER);
              assertThat(cursor).isEqualTo(ports.reader().lastGenerated(shard));
            });
  }
}
