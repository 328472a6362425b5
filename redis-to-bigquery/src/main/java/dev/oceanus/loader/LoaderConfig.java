package dev.oceanus.loader;

import dev.oceanus.common.config.ByteSize;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.loader.batch.BatchLimits;
import java.time.Duration;

/**
 * How the loader works.
 *
 * @param warehouse where to
 * @param limits when a batch is full
 * @param poll how often an idle lane is looked at
 * @param leaseTtl how long a lane waits for a loader that has died
 * @param threads how many lanes are loaded at the same time
 */
public record LoaderConfig(
    WarehouseConfig warehouse, BatchLimits limits, Duration poll, Duration leaseTtl, int threads) {
  /** Reads the loader's settings. */
  public static LoaderConfig from(Env env) {
    return new LoaderConfig(
        WarehouseConfig.from(env),
        new BatchLimits(
            env.duration(
                "OCEANUS_BATCH_AGE",
                Duration.ofMillis(500),
                Duration.ofMillis(10),
                Duration.ofHours(1),
                "How long the first event of a batch waits for others."),
            env.integer(
                "OCEANUS_BATCH_ROWS", 5_000, 1, 500_000, "The most events that a batch takes."),
            env.size(
                    "OCEANUS_BATCH_BYTES",
                    ByteSize.ofMib(16),
                    ByteSize.ofKib(64),
                    ByteSize.ofMib(256),
                    "The most bytes of events that a batch takes.")
                .bytes()),
        env.duration(
            "OCEANUS_POLL_INTERVAL",
            Duration.ofMillis(100),
            Duration.ofMillis(10),
            Duration.ofMinutes(1),
            "How often an idle table is looked at."),
        env.duration(
            "OCEANUS_LEASE_TTL",
            Duration.ofSeconds(15),
            Duration.ofMillis(500),
            Duration.ofMinutes(10),
            "How long a table waits for a loader that has died before another takes it over."),
        env.integer(
            "OCEANUS_LOADER_THREADS", 2, 1, 64, "How many tables are loaded at the same time."));
  }
}
