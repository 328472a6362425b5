package dev.oceanus.collector.spool;

import dev.oceanus.common.config.ByteSize;
import dev.oceanus.common.config.Env;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how much is spooled.
 *
 * @param folder on a disk of this machine; null for no spool
 * @param size all segments together are never larger
 * @param drainTime how long an ending process waits for a Redis that does not take what is there
 */
public record SpoolConfig(@Nullable Path folder, ByteSize size, Duration drainTime) {
  /** No spool. */
  public static final SpoolConfig NONE = new SpoolConfig(null, ByteSize.ofMib(1024));

  private static final String FOLDER = "OCEANUS_SPOOL_DIR";

  /** One that does not wait. */
  public SpoolConfig(@Nullable Path folder, ByteSize size) {
    this(folder, size, Duration.ZERO);
  }

  /** Reads the settings that begin with {@code OCEANUS_SPOOL_}. */
  public static SpoolConfig from(Env env) {
    String folder =
        env.text(
            FOLDER,
            "",
            "Folder for events that Redis does not confirm within a second; none: answered 503.");
    ByteSize size =
        env.size(
            "OCEANUS_SPOOL_SIZE",
            ByteSize.ofMib(1024),
            ByteSize.ofMib(16),
            ByteSize.ofMib(1024 * 1024),
            "The most bytes that the spool takes on its disk.");
    Duration drainTime =
        env.duration(
            "OCEANUS_SPOOL_DRAIN_TIME",
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofHours(1),
            "How long an ending collector waits for a Redis that is away, to leave no spool behind.");
    return new SpoolConfig(folder.isEmpty() ? null : path(env, folder), size, drainTime);
  }

  private static @Nullable Path path(Env env, String folder) {
    try {
      return Path.of(folder).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      env.fault(FOLDER, "must be the path of a folder", folder);
      return null;
    }
  }
}
