package dev.oceanus.bench.drain;

import dev.oceanus.bench.duckdb.RowCount;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.bench.sample.Beacons;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where one process commits to, from before its start until its rows are counted. */
interface Destination extends AutoCloseable {
  /** What the loader is told of it. */
  Map<String, String> settings();

  /** Bytes that the loader has sent there, or 0 if that is not counted. */
  long bytes();

  /** What is wrong with what is there, when so many rows should be. */
  List<String> faults(long rows);

  @Override
  void close();

  /**
   * A new one.
   *
   * @param rows that will be committed there
   */
  static Destination of(Sink sink, Workspace workspace, long rows) {
    return switch (sink) {
      case NOOP -> new Nowhere();
      case DUCKDB -> new File(workspace.folder("warehouse"));
      case LOAD, STREAM -> StandIn.start(workspace, sink, rows);
    };
  }

  /** Nothing is kept. */
  record Nowhere() implements Destination {
    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public List<String> faults(long rows) {
      return List.of();
    }

    @Override
    public void close() {}
  }

  /** A DuckDB file in a folder of its own. */
  record File(Path folder) implements Destination {
    private Path file() {
      return folder.resolve("warehouse.duckdb");
    }

    @Override
    public Map<String, String> settings() {
      return Map.of("OCEANUS_DUCKDB_FILE", file().toString());
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public List<String> faults(long rows) {
      RowCount count = RowCount.of(file(), Beacons.TABLE);
      return count.equals(new RowCount(rows, rows, rows))
          ? List.of()
          : List.of("appended %d events, found %s".formatted(rows, count));
    }

    @Override
    public void close() {
      Workspace.remove(folder);
    }
  }
}
