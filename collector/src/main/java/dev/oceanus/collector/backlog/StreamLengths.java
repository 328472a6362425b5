package dev.oceanus.collector.backlog;

import dev.oceanus.common.stream.Shard;
import java.util.List;
import java.util.OptionalLong;

/** Asks how long streams are. Thread-safe. */
@FunctionalInterface
public interface StreamLengths {
  /** Entries in all of these streams, or empty where that cannot be asked now; never throws. */
  OptionalLong total(List<Shard> shards);
}
