package dev.oceanus.loader.batch;

import dev.oceanus.common.stream.EntryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The boundaries of a batch, on disk before its commit starts.
 *
 * @param id identity in the warehouse
 * @param attempt from 1; a higher one leaves out more entries of the same interval
 * @param upper last entry of each shard, by index; where a shard has none, its cursor
 * @param entries number of entries in the interval
 * @param sha256 hash over the raw entries, see {@link RawHash}
 * @param excluded entries of the interval that become dead letters
 * @param sealedAt when this attempt was sealed
 */
public record Seal(
    BatchId id,
    int attempt,
    List<EntryId> upper,
    int entries,
    String sha256,
    List<Excluded> excluded,
    Instant sealedAt) {
  public Seal {
    upper = List.copyOf(upper);
    excluded = List.copyOf(excluded);
    if (attempt < 1 || id.seq() < 1 || excluded.size() > entries) {
      throw new IllegalArgumentException("seal of " + id + ", attempt " + attempt);
    }
  }

  /** Number of rows that the warehouse must hold after the commit. */
  public int rows() {
    return entries - excluded.size();
  }

  /** An earlier attempt at the same interval, which left out less; this one for any other. */
  public Seal at(int earlier) {
    return earlier >= attempt
        ? this
        : new Seal(
            id,
            earlier,
            upper,
            entries,
            sha256,
            excluded.stream().filter(each -> each.attempt() <= earlier).toList(),
            sealedAt);
  }

  /** The next attempt at the same interval, without these entries as well. */
  public Seal without(List<Excluded> more, Instant now) {
    List<Excluded> all = new ArrayList<>(excluded);
    all.addAll(more);
    return new Seal(id, attempt + 1, upper, entries, sha256, all, now);
  }
}
