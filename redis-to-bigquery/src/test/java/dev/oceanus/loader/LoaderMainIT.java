package dev.oceanus.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.redis.RedisAppender;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisReader;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.testkit.redis.RedisCluster;
import dev.oceanus.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/** The process itself, with a real Redis and a DuckDB file. */
@Tag("slow")
class LoaderMainIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final EventCodec CODEC = new EventCodec(Schemas.WEB);

  @TempDir private Path folder;
  private long sequence;

  private Map<String, String> settings(String redisUrl, int shards) throws IOException {
    Path sites = folder.resolve("sites.yaml");
    Files.writeString(
        sites,
        """
        sites:
          shop:
            table: events_shop
            shards: %1$d
          blog:
            table: events_blog
            shards: %1$d
        """
            .formatted(shards));
    Map<String, String> settings = new HashMap<>();
    settings.put("OCEANUS_SITES_FILE", sites.toString());
    settings.put("OCEANUS_REDIS_URL", redisUrl);
    settings.put("OCEANUS_DUCKDB_FILE", database().toString());
    settings.put("OCEANUS_DUCKDB_SHARED", "false");
    settings.put("OCEANUS_LEASE_TTL", "1s");
    settings.put("OCEANUS_BATCH_AGE", "50ms");
    settings.put("OCEANUS_BATCH_ROWS", "40");
    return settings;
  }

  private Path database() {
    return folder.resolve("warehouse.duckdb");
  }

  private static UnifiedJedis client(RedisServer server) {
    return RedisClients.standalone(URI.create(server.url()), null, Duration.ofSeconds(2));
  }

  /** Appends events with these numbers, spread over the shards of a table, and a poison one. */
  private void append(UnifiedJedis redis, Lane lane, int from, int to) {
    Map<Shard, List<byte[]>> events = new HashMap<>();
    for (int number = from; number < to; number++) {
      Event event = new Event(Schemas.WEB);
      event.set("event_id", lane.name() + "-" + number);
      event.set("site", "shop");
      event.set("event_name", "view 海");
      event.set("received_at", Instant.parse("2026-11-24T12:00:00.123456Z"));
      Shard shard = lane.shard(number % lane.shards());
      events.computeIfAbsent(shard, unused -> new ArrayList<>()).add(CODEC.encode(event));
    }
    events
        .computeIfAbsent(lane.shard(0), unused -> new ArrayList<>())
        .add(("poison-" + from).getBytes(UTF_8));
    RedisAppender appender = new RedisAppender(redis);
    events.forEach((shard, each) -> append(appender, shard, each));
  }

  private void append(RedisAppender appender, Shard shard, List<byte[]> events) {
    MicroBatch batch = new MicroBatch(shard, "page", ++sequence, events);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> appender.append(List.of(batch)).getFirst() instanceof AppendOutcome.Stored);
  }

  private List<String> column(String sql) {
    try {
      return new DuckDbFile(database(), Opening.SHARED)
          .with(
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
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> ids(Lane lane, int count) {
    return IntStream.range(0, count).mapToObj(i -> lane.name() + "-" + i).toList();
  }

  private static void awaitEmpty(UnifiedJedis redis, Lane... lanes) {
    RedisReader reader = new RedisReader(redis);
    Awaitility.await("all streams are loaded and trimmed")
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(Stream.of(lanes).flatMap(lane -> lane.all().stream()))
                    .allSatisfy(shard -> assertThat(reader.length(shard)).isZero()));
  }

  @Test
  void endsWithAllFaultsOfItsSettings() throws IOException {
    Path log = Files.createFile(folder.resolve("termination-log"));
    Map<String, String> settings =
        Map.of(
            "OCEANUS_SITES_FILE", folder.resolve("nowhere.yaml").toString(),
            "OCEANUS_REDIS_URL", "http://x",
            "OCEANUS_BATCH_ROWS", "0",
            "OCEANUS_LOADER_THREAD", "2",
            "OCEANUS_FAIL_POINTS", "nowhere=halt",
            "OCEANUS_TERMINATION_LOG", log.toString());
    try (LoaderProcess loader = LoaderProcess.start(folder, settings)) {
      assertThat(loader.exitCode()).isEqualTo(78);
      for (String place :
          List.of(
              "nowhere.yaml",
              "OCEANUS_REDIS_URL: ",
              "OCEANUS_BATCH_ROWS: ",
              "OCEANUS_LOADER_THREAD: ",
              "OCEANUS_FAIL_POINTS: ")) {
        assertThat(loader.lines(place)).as(place).hasSize(1);
      }
      assertThat(loader.log()).contains("did you mean 'OCEANUS_LOADER_THREADS'?");
      assertThat(Files.readString(log)).contains("OCEANUS_BATCH_ROWS").hasLineCount(1);
    }
  }

  @Test
  void sharesTheLanesAmongProcessesOfWhichAnyMayLeave() throws IOException {
    Lane shop = new Lane("events_shop", 2);
    Lane blog = new Lane("events_blog", 2);
    try (RedisServer server = RedisServer.start();
        UnifiedJedis redis = client(server)) {
      Map<String, String> settings = settings(server.url(), 2);
      settings.put("OCEANUS_DUCKDB_SHARED", "true");
      append(redis, shop, 0, 60);
      try (LoaderProcess first = LoaderProcess.start(folder, settings);
          LoaderProcess second = LoaderProcess.start(folder, settings);
          LoaderProcess third = LoaderProcess.start(folder, settings)) {
        awaitEmpty(redis, shop);
        assertThat(first.get("/livez").statusCode()).isEqualTo(200);
        assertThat(second.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(third.get("/info").body())
            .contains("redis-to-bigquery", "OCEANUS_DUCKDB_SHARED");
        assertThat(first.get("/metrics").body())
            .contains(
                "oceanus_loader_rows_committed_total{lane=\"events_shop\"",
                "oceanus_loader_batches_committed_total",
                "oceanus_loader_commit_seconds_count",
                "oceanus_loader_stream_entries",
                "oceanus_loader_lag_seconds",
                "oceanus_loader_lease_held{lane=\"dead_letters\"",
                "oceanus_loader_lane_stopped",
                "oceanus_loader_redis_memory_used_bytes",
                "oceanus_loader_redis_memory_limit_bytes",
                "oceanus_loader_redis_write_failing");

        append(redis, blog, 0, 60);
        first.terminate();
        append(redis, shop, 60, 120);
        assertThat(first.exitCode()).isZero();
        second.kill();
        append(redis, blog, 60, 120);
        awaitEmpty(redis, shop, blog, Lane.DEAD_LETTERS);
        third.terminate();
        assertThat(third.exitCode()).isZero();
        assertThat(third.lines("\"ERROR\"")).isEmpty();
      }
      assertThat(column("SELECT event_id FROM events_shop"))
          .containsExactlyInAnyOrderElementsOf(ids(shop, 120));
      assertThat(column("SELECT event_id FROM events_blog"))
          .containsExactlyInAnyOrderElementsOf(ids(blog, 120));
      assertThat(column("SELECT lane || event FROM dead_letters"))
          .containsExactlyInAnyOrder(
              "events_shoppoison-0",
              "events_shoppoison-60",
              "events_blogpoison-0",
              "events_blogpoison-60");
      assertThat(column("SELECT count(*) - max(seq) FROM _batches GROUP BY epoch, lane"))
          .containsOnly("0");
    }
  }

  /** RELIABILITY F06, in short: the folder of Redis is put back to an earlier copy. */
  @Test
  void losesAndRepeatsNothingWhenRedisIsRestored() throws IOException {
    Lane shop = new Lane("events_shop", 1);
    Path copy = folder.resolve("copy");
    try (RedisServer server = RedisServer.start();
        UnifiedJedis redis = client(server)) {
      Map<String, String> settings = settings(server.url(), 1);
      try (LoaderProcess loader = LoaderProcess.start(folder, settings)) {
        append(redis, shop, 0, 30);
        awaitEmpty(redis, shop, Lane.DEAD_LETTERS);
        server.stop();
        copy(server.folder(), copy);
        server.restart();
        append(redis, shop, 30, 60);
        awaitEmpty(redis, shop, Lane.DEAD_LETTERS);

        server.stop();
        copy(copy, server.folder());
        server.restart();
        Awaitility.await()
            .atMost(LIMIT)
            .until(
                () ->
                    loader
                        .get("/metrics")
                        .body()
                        .lines()
                        .anyMatch(
                            line ->
                                line.startsWith("oceanus_loader_alarms_total")
                                    && line.contains("kind=\"data-went-back\"")
                                    && line.contains("lane=\"events_shop\"")));
        append(redis, shop, 60, 90);
        awaitEmpty(redis, shop, Lane.DEAD_LETTERS);
        loader.terminate();
        assertThat(loader.exitCode()).isZero();
      }
    }
    assertThat(column("SELECT event_id FROM events_shop"))
        .containsExactlyInAnyOrderElementsOf(ids(shop, 90));
    assertThat(
            column("SELECT DISTINCT epoch FROM _batches WHERE lane = 'events_shop' AND rows > 0"))
        .hasSize(2);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @Test
  void loadsLanesOfManyShardsFromACluster() throws IOException {
    Lane shop = new Lane("events_shop", 6);
    Lane blog = new Lane("events_blog", 6);
    try (RedisCluster cluster = RedisCluster.start();
        UnifiedJedis redis =
            RedisClients.cluster(URI.create(cluster.url()), null, Duration.ofSeconds(2))) {
      Map<String, String> settings = settings(cluster.url(), 6);
      settings.put("OCEANUS_REDIS_MODE", "cluster");
      try (LoaderProcess loader = LoaderProcess.start(folder, settings)) {
        append(redis, shop, 0, 120);
        append(redis, blog, 0, 120);
        awaitEmpty(redis, shop, blog, Lane.DEAD_LETTERS);
        loader.terminate();
        assertThat(loader.exitCode()).isZero();
      }
    }
    assertThat(column("SELECT event_id FROM events_shop"))
        .containsExactlyInAnyOrderElementsOf(ids(shop, 120));
    assertThat(column("SELECT event_id FROM events_blog"))
        .containsExactlyInAnyOrderElementsOf(ids(blog, 120));
    assertThat(column("SELECT DISTINCT split_part(_entry, ':', 2) FROM events_shop")).hasSize(6);
    assertThat(column("SELECT event FROM dead_letters"))
        .containsExactlyInAnyOrder("poison-0", "poison-0");
  }
}
