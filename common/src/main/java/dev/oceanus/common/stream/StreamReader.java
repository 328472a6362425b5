package dev.oceanus.common.stream;

import java.util.List;

/**
 * Reads streams by range. Nothing here changes them. Thread-safe.
 *
 * <p>Every method throws {@link StreamUnavailableException} when Redis cannot be asked now.
 */
public interface StreamReader {
  /**
   * Entries with {@code after < id <= upTo}, oldest first.
   *
   * @param limit at most so many entries
   */
  List<Entry> read(Shard shard, EntryId after, EntryId upTo, int limit);

  /** The highest id that this stream has ever given, {@link EntryId#ZERO} if there is no stream. */
  EntryId lastGenerated(Shard shard);

  /** Number of entries that the stream holds now. */
  long length(Shard shard);
}
