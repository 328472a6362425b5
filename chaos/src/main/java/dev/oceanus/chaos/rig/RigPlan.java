package dev.oceanus.chaos.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is set up.
 *
 * @param folder of everything that a run leaves behind; made new
 * @param collectors how many there are, one port each
 * @param loaders how many there are; one alone keeps a DuckDB file open, several share it
 * @param warehouse where they commit to
 * @param durable whether Redis keeps what it confirms
 * @param cuttable whether the last collector reaches Redis by a line that can be cut
 * @param live whether events are published to Pub/Sub's emulator, by a line that can be cut
 * @param balanced whether requests reach the collectors by an haproxy
 */
public record RigPlan(
    Path folder,
    int collectors,
    int loaders,
    Warehouse warehouse,
    boolean durable,
    boolean cuttable,
    boolean live,
    boolean balanced) {
  /** Where loaders commit to. */
  public enum Warehouse {
    DUCKDB,
    /** BigQuery's stand-in by load jobs. */
    LOAD,
    /** BigQuery's stand-in by the Storage Write API. */
    STREAM;

    /** The warehouse of this name, in lower case. */
    public static Optional<Warehouse> of(String name) {
      return Arrays.stream(values()).filter(each -> each.key().equals(name)).findFirst();
    }

    /** Its name in lower case. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** With DuckDB, and a Redis that keeps what it confirms. */
  public RigPlan(Path folder, int collectors, int loaders) {
    this(folder, collectors, loaders, Warehouse.DUCKDB);
  }

  /** With a Redis that keeps what it confirms. */
  public RigPlan(Path folder, int collectors, int loaders, Warehouse warehouse) {
    this(folder, collectors, loaders, warehouse, true, false, false, false);
  }

  /** The same with a Redis that keeps nothing, for trying out whether the loss is noticed. */
  public RigPlan withForgetfulRedis() {
    return new RigPlan(folder, collectors, loaders, warehouse, false, cuttable, live, balanced);
  }

  /** The same, where the last collector reaches Redis by a line that can be cut. */
  public RigPlan withLine() {
    return new RigPlan(folder, collectors, loaders, warehouse, durable, true, live, balanced);
  }

  /** The same, where events are published as well. */
  public RigPlan withLive() {
    return new RigPlan(folder, collectors, loaders, warehouse, durable, cuttable, true, balanced);
  }

  /** The same, where requests go by an haproxy, which asks collectors whether they are ready. */
  public RigPlan withBalancer() {
    return new RigPlan(folder, collectors, loaders, warehouse, durable, cuttable, live, true);
  }

  /** One process of each kind that this plan has, in a folder of their own. */
  public RigPlan rehearsal() {
    return new RigPlan(folder.resolve("rehearsal"), 1, 1, warehouse, true, false, live, false);
  }

  /** The spool of a collector, numbered from 1. */
  Path spool(int collector) {
    return folder.resolve("spool-" + collector);
  }

  Path sites() {
    return folder.resolve("sites.yaml");
  }

  /** The rules of notifiers. */
  Path rules() {
    return folder.resolve("rules.yaml");
  }

  /** Segments that are in the collectors' spools now, or were set aside there. */
  List<String> segments() {
    List<String> segments = new ArrayList<>();
    for (int i = 1; i <= collectors; i++) {
      try (Stream<Path> files = Files.list(spool(i))) {
        files.map(Path::toString).filter(file -> file.contains(".spool")).forEach(segments::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return segments;
  }

  /** The file in which all rows are. */
  Path file() {
    return switch (warehouse) {
      case DUCKDB -> folder.resolve("warehouse.duckdb");
      case LOAD, STREAM -> standIn().resolve("warehouse.duckdb");
    };
  }

  /** The folder of BigQuery's stand-in. */
  Path standIn() {
    return folder.resolve("bigquery");
  }

  /** Whether loaders open the warehouse's file in turns. */
  boolean shared() {
    return loaders > 1;
  }

  /** What is different from the settings that Redis has by itself here. */
  List<String> redisLines() {
    return durable
        // A file that is as small as ours would never be rewritten otherwise.
        ? List.of("auto-aof-rewrite-min-size 512kb", "auto-aof-rewrite-percentage 50")
        : List.of("appendonly no");
  }
}
