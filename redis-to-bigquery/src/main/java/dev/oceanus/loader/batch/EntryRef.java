package dev.oceanus.loader.batch;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Shard;

/**
 * One entry of a lane.
 *
 * @param shard index of its shard
 * @param id its id there
 */
public record EntryRef(int shard, EntryId id) {
  /** As in the column {@code _entry}: {@code lane:shard:milliseconds-number}. */
  public String text(String lane) {
    return new Shard(lane, shard) + ":" + id;
  }
}
