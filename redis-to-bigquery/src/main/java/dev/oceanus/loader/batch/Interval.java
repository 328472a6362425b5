package dev.oceanus.loader.batch;

import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import java.util.List;

/**
 * The raw entries of one interval of a lane.
 *
 * @param shards entries of each shard, by index, oldest first
 * @param upper last entry of each shard; where it has none, its cursor
 * @param sha256 see {@link RawHash}
 */
public record Interval(List<List<Entry>> shards, List<EntryId> upper, String sha256) {
  /** An interval of these entries behind these cursors. */
  public static Interval of(List<List<Entry>> shards, List<EntryId> cursors) {
    RawHash hash = new RawHash();
    EntryId[] upper = cursors.toArray(EntryId[]::new);
    for (int shard = 0; shard < shards.size(); shard++) {
      for (Entry entry : shards.get(shard)) {
        hash.add(shard, entry);
        upper[shard] = entry.id();
      }
    }
    return new Interval(List.copyOf(shards), List.of(upper), hash.hex());
  }

  /** Number of entries. */
  public int entries() {
    return shards.stream().mapToInt(List::size).sum();
  }

  /** Bytes of all entries. */
  public long bytes() {
    return shards.stream().flatMap(List::stream).mapToLong(entry -> entry.event().length).sum();
  }
}
