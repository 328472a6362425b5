package dev.oceanus.loader.memory;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.loader.seal.LaneState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** All that a {@link MemoryRedis} has on its disk; a copy of it is a backup. */
public final class MemoryData {
  final Map<Shard, TreeMap<EntryId, byte[]>> streams = new HashMap<>();
  final Map<Shard, EntryId> last = new HashMap<>();
  final Map<String, Long> producers = new HashMap<>();
  final Map<String, EntryId> cursors = new HashMap<>();
  final Map<String, Long> fences = new HashMap<>();
  final Map<Shard, String> epochs = new HashMap<>();
  final Map<String, Held> leases = new HashMap<>();
  final Map<String, LaneState> seals = new HashMap<>();

  MemoryData() {}

  /** Who has a lease. */
  record Held(String owner, long fence, Instant until) {}

  MemoryData copy() {
    MemoryData copy = new MemoryData();
    streams.forEach((shard, entries) -> copy.streams.put(shard, new TreeMap<>(entries)));
    copy.last.putAll(last);
    copy.producers.putAll(producers);
    copy.cursors.putAll(cursors);
    copy.fences.putAll(fences);
    copy.epochs.putAll(epochs);
    copy.leases.putAll(leases);
    copy.seals.putAll(seals);
    return copy;
  }

  NavigableMap<EntryId, byte[]> stream(Shard shard) {
    return streams.computeIfAbsent(shard, unused -> new TreeMap<>());
  }

  EntryId last(Shard shard) {
    return last.getOrDefault(shard, EntryId.ZERO);
  }
}
