package dev.oceanus.collector.relay;

import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries that are published together.
 *
 * @param entries in their order
 * @param full whether there may be more behind them
 */
record Chunk(List<Entry> entries, boolean full) {
  /** A page is read whole: so much more than {@link #BYTES} may be held. */
  private static final int PAGE = 200;

  private static final int ENTRIES = 2_000;
  private static final long BYTES = 4 << 20;

  /** Reads on from a position, up to the limits of a chunk. */
  static Chunk read(StreamReader reader, Shard shard, EntryId after) {
    List<Entry> entries = new ArrayList<>();
    EntryId at = after;
    long bytes = 0;
    while (entries.size() < ENTRIES && bytes < BYTES) {
      List<Entry> page = reader.read(shard, at, EntryId.MAX, PAGE);
      entries.addAll(page);
      if (page.size() < PAGE) {
        return new Chunk(entries, false);
      }
      at = page.getLast().id();
      bytes += page.stream().mapToLong(entry -> entry.event().length).sum();
    }
    return new Chunk(entries, true);
  }

  EntryId last() {
    return entries.getLast().id();
  }
}
