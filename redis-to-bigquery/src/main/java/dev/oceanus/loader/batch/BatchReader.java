package dev.oceanus.loader.batch;

import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads intervals of a lane within its limits. Thread-safe. */
public final class BatchReader {
  private static final int PAGE = 1_000;

  private final StreamReader reader;
  private final BatchLimits limits;

  public BatchReader(StreamReader reader, BatchLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /**
   * What is there behind the cursors now, up to the limits; each shard has its share of them. Where
   * each day has a table, it ends with the first day.
   */
  public Interval read(Lane lane, List<EntryId> cursors) {
    EntryId upTo = lane.daily() ? endOfFirstDay(lane, cursors) : EntryId.MAX;
    List<List<Entry>> shards = new ArrayList<>();
    for (Shard shard : lane.all()) {
      EntryId cursor = cursors.get(shard.index());
      shards.add(
          read(
              shard,
              cursor,
              upTo,
              Math.max(1, limits.rows() / lane.shards()),
              limits.bytes() / lane.shards()));
    }
    return Interval.of(shards, cursors);
  }

  private EntryId endOfFirstDay(Lane lane, List<EntryId> cursors) {
    return lane.all().stream()
        .flatMap(shard -> reader.read(shard, cursors.get(shard.index()), EntryId.MAX, 1).stream())
        .map(entry -> entry.id().day())
        .min(LocalDate::compareTo)
        .map(EntryId::endOf)
        .orElse(EntryId.MAX);
  }

  /** All that is there between the cursors and these boundaries. */
  public Interval readAgain(Lane lane, List<EntryId> cursors, List<EntryId> upper) {
    List<List<Entry>> shards = new ArrayList<>();
    for (Shard shard : lane.all()) {
      EntryId cursor = cursors.get(shard.index());
      // A shard that the lane was given since.
      EntryId to = shard.index() < upper.size() ? upper.get(shard.index()) : cursor;
      shards.add(
          to.compareTo(cursor) > 0
              ? read(shard, cursor, to, Integer.MAX_VALUE, Long.MAX_VALUE)
              : List.of());
    }
    return Interval.of(shards, cursors);
  }

  private List<Entry> read(Shard shard, EntryId after, EntryId upTo, int rows, long bytes) {
    List<Entry> read = new ArrayList<>();
    EntryId at = after;
    long size = 0;
    while (read.size() < rows && size < bytes) {
      int limit = Math.min(PAGE, rows - read.size());
      List<Entry> page = reader.read(shard, at, upTo, limit);
      for (Entry entry : page) {
        read.add(entry);
        size += entry.event().length;
        if (size >= bytes) {
          return read;
        }
      }
      if (page.size() < limit) {
        return read;
      }
      at = page.getLast().id();
    }
    return read;
  }
}
