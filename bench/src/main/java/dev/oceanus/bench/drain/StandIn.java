package dev.oceanus.bench.drain;

import dev.oceanus.bench.process.Child;
import dev.oceanus.bench.process.Service;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.bench.sample.Beacons;
import dev.oceanus.common.life.Retry;
import dev.oceanus.fakebigquery.FakeBigQueryMain;
import dev.oceanus.tables.TablesMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * BigQuery's stand-in as a process of its own, which checks every row and keeps none, so that it
 * takes as little from the loader as it can.
 */
final class StandIn implements Destination {
  private static final String PROJECT = "bench";
  private static final String DATASET = "web";
  private static final int BATCHES = 8;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path folder;
  private final Child process;
  private final int port;
  private final Map<String, String> settings = new HashMap<>();

  private StandIn(Path folder, Child process, int port, int writePort) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    settings.put("OCEANUS_WAREHOUSE", "bigquery");
    settings.put("OCEANUS_BIGQUERY_PROJECT", PROJECT);
    settings.put("OCEANUS_BIGQUERY_DATASET", DATASET);
    settings.put("OCEANUS_BIGQUERY_ENDPOINT", "http://127.0.0.1:" + port);
    settings.put("OCEANUS_BIGQUERY_WRITE_ENDPOINT", "http://127.0.0.1:" + writePort);
    settings.put("OCEANUS_BIGQUERY_JOBS_PER_DAY", "1000000");
  }

  /** Starts one, and makes the tables. */
  static StandIn start(Workspace workspace, Sink sink, long rows) {
    Path folder = workspace.folder("bigquery");
    int port = Workspace.freePort();
    int writePort = Workspace.freePort();
    List<String> command = java(FakeBigQueryMain.class, "-Xmx512m");
    command.addAll(List.of("--folder", folder.toString(), "--rows", "discarded"));
    command.addAll(List.of("--project", PROJECT, "--dataset", DATASET, "--location", "US"));
    command.addAll(List.of("--port", "" + port, "--write-port", "" + writePort));
    Child process = workspace.start("bigquery", command, Map.of());
    StandIn standIn = new StandIn(folder, process, port, writePort);
    standIn.awaitReady();
    standIn.makeTables(workspace);
    standIn.settings.put("OCEANUS_BIGQUERY_MODE", sink.key());
    standIn.settings.put("OCEANUS_BATCH_AGE", "1s");
    if (sink == Sink.LOAD) {
      // Else one batch may hold all that is to be timed.
      standIn.settings.put("OCEANUS_BATCH_ROWS", Long.toString(Math.max(1, rows / BATCHES)));
    }
    return standIn;
  }

  private static List<String> java(Class<?> main, String heap) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", heap));
    command.addAll(List.of("-cp", Service.classPath(), main.getName()));
    return command;
  }

  private void awaitReady() {
    long begun = System.nanoTime();
    while (!process.output().contains("fake-bigquery ready")) {
      if (!process.alive() || System.nanoTime() - begun > LIMIT.toNanos()) {
        throw new IllegalStateException("the stand-in did not start: " + process.tail());
      }
      Retry.pause(LOOK);
    }
  }

  private void makeTables(Workspace workspace) {
    List<String> command = java(TablesMain.class, "-Xmx128m");
    command.add("apply");
    Map<String, String> own = new HashMap<>(settings);
    own.remove("OCEANUS_BIGQUERY_WRITE_ENDPOINT");
    own.remove("OCEANUS_BIGQUERY_JOBS_PER_DAY");
    own.put("OCEANUS_SITES_FILE", sites(workspace));
    Child tables = workspace.start("tables", command, own);
    int code = tables.await(LIMIT);
    if (code != 0) {
      throw new IllegalStateException(
          "making the tables ended with " + code + ": " + tables.tail());
    }
  }

  private static String sites(Workspace workspace) {
    Path file = workspace.folder().resolve("sites.yaml");
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is not there");
    }
    return file.toString();
  }

  @Override
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  @Override
  public long bytes() {
    return ask("/_fake/counters").path("bytesReceived").asLong();
  }

  @Override
  public List<String> faults(long rows) {
    JsonNode table =
        ask(
            "/bigquery/v2/projects/%s/datasets/%s/tables/%s"
                .formatted(PROJECT, DATASET, Beacons.TABLE));
    long found = table.path("numRows").asLong(-1);
    return found == rows
        ? List.of()
        : List.of("appended %d events, the stand-in took %d rows".formatted(rows, found));
  }

  private JsonNode ask(String path) {
    try {
      return JsonMapper.shared()
          .readTree(
              HTTP.send(
                      HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                      BodyHandlers.ofString())
                  .body());
    } catch (IOException e) {
      throw new UncheckedIOException("asking the stand-in for " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the stand-in", e);
    }
  }

  @Override
  public void close() {
    process.close();
    Workspace.remove(folder);
  }
}
