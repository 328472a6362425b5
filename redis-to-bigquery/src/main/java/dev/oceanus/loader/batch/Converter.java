package dev.oceanus.loader.batch;

import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.event.EventCodec.Decoded.Unreadable;
import dev.oceanus.common.stream.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds out which raw entries are rows, strictly. Thread-safe. */
public final class Converter {
  private final EventCodec codec;

  public Converter(EventCodec codec) {
    this.codec = codec;
  }

  /**
   * Converts an interval.
   *
   * @param left entries that are left out whatever they hold
   * @param attempt the attempt that leaves out what cannot be read now
   */
  public Converted convert(Interval interval, Set<EntryRef> left, int attempt) {
    List<Rows.Raw> rows = new ArrayList<>(interval.entries());
    List<Excluded> unreadable = new ArrayList<>();
    for (int shard = 0; shard < interval.shards().size(); shard++) {
      for (Entry entry : interval.shards().get(shard)) {
        EntryRef ref = new EntryRef(shard, entry.id());
        if (left.contains(ref)) {
          continue;
        }
        Unreadable fault = codec.check(entry.event());
        if (fault == null) {
          rows.add(new Rows.Raw(ref, entry.event()));
        } else {
          unreadable.add(
              new Excluded(
                  ref, attempt, Excluded.Reason.UNREADABLE, fault.field(), fault.detail()));
        }
      }
    }
    return new Converted(new Rows(codec, rows), unreadable);
  }

  /**
   * What an interval became.
   *
   * @param rows in order
   * @param unreadable entries that are not events of the schema
   */
  public record Converted(Rows rows, List<Excluded> unreadable) {}
}
