package dev.oceanus.common.stream;

/**
 * How far each reader of a shard has come, and the trimming that follows from it. Thread-safe.
 *
 * <p>Every method throws {@link StreamUnavailableException} when Redis cannot be asked now.
 */
public interface Cursors {
  /** The last entry that this reader has finished, {@link EntryId#ZERO} if none. */
  EntryId position(Shard shard, Reader reader);

  /**
   * Moves the cursor forward; a position at or before the present one only shows that the reader is
   * there, where its cursor would be forgotten otherwise ({@link Reader#rememberedFor}).
   *
   * @return false if the lease's fence is below one already seen by this shard: somebody else has
   *     taken over, and nothing was changed
   */
  boolean advance(Lease lease, Shard shard, EntryId to);

  /**
   * Removes entries that every reader has finished: those up to the lowest of their cursors. A
   * loader without a cursor has finished nothing; a reader whose cursor may be forgotten, and that
   * has none, is not there.
   *
   * @return number of entries removed; 0 also if the lease's fence is outdated
   */
  long trim(Lease lease, Shard shard);

  /**
   * Raises the stream's last-generated id to {@code floor} if it is below, so that no id at or
   * below it is given again.
   *
   * @return false if the lease's fence is outdated
   */
  boolean raiseLastGenerated(Lease lease, Shard shard, EntryId floor);
}
