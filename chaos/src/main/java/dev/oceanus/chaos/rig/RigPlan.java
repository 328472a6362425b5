package dev.oceanus.chaos.rig;

import java.nio.file.Path;
import java.util.List;

/**
 * What is set up.
 *
 * @param folder of everything that a run leaves behind; made new
 * @param collectors how many there are, one port each
 * @param loaders how many there are; one alone keeps the warehouse's file open, several share it
 * @param durable whether Redis keeps what it confirms; one that does not is for trying out whether
 *     the loss is noticed
 */
public record RigPlan(Path folder, int collectors, int loaders, boolean durable) {
  /** With a Redis that keeps what it confirms. */
  public RigPlan(Path folder, int collectors, int loaders) {
    this(folder, collectors, loaders, true);
  }

  Path sites() {
    return folder.resolve("sites.yaml");
  }

  Path warehouse() {
    return folder.resolve("warehouse.duckdb");
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
