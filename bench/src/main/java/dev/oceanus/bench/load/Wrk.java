package dev.oceanus.bench.load;

import dev.oceanus.bench.process.Child;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.testkit.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs wrk: the same load, whoever is asked. */
final class Wrk {
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Workspace workspace;
  private final Map<Scenario, Path> scripts = new EnumMap<>(Scenario.class);
  private final Shape shape;

  /**
   * How wrk loads.
   *
   * @param threads of wrk
   * @param connections kept open, each with one request at a time
   */
  record Shape(int threads, int connections) {}

  Wrk(Workspace workspace, Shape shape) {
    this.workspace = workspace;
    this.shape = shape;
    try {
      for (Scenario scenario : Scenario.values()) {
        Path script = workspace.folder().resolve(scenario.name() + ".lua");
        Files.writeString(script, LuaScript.of(scenario.beacons()));
        scripts.put(scenario, script);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing wrk's scripts", e);
    }
  }

  WrkReport run(Scenario scenario, int port, Duration time) {
    List<String> command =
        List.of(
            Program.find("wrk", "wrk"),
            "--threads=" + shape.threads(),
            "--connections=" + shape.connections(),
            "--duration=" + Math.max(1, time.toSeconds()) + "s",
            "--timeout=5s",
            "--latency",
            "--script=" + scripts.get(scenario),
            "http://127.0.0.1:" + port);
    Child wrk = workspace.start("wrk", command, Map.of());
    int code = wrk.await(time.plus(GRACE));
    if (code != 0) {
      throw new IllegalStateException("wrk ended with " + code + ": " + wrk.tail());
    }
    return WrkReport.parse(wrk.output());
  }

  Shape shape() {
    return shape;
  }
}
