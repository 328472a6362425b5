package dev.oceanus.loader.warehouse;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Seal;
import java.util.List;

/**
 * What a warehouse says of a batch that it holds.
 *
 * @param id its identity
 * @param attempt the attempt that was committed
 * @param rows number of rows
 * @param sha256 the seal's hash over the raw entries
 * @param upper the seal's boundaries
 */
public record Committed(BatchId id, int attempt, int rows, String sha256, List<EntryId> upper) {
  public Committed {
    upper = List.copyOf(upper);
  }

  /** What a commit of this seal must be found as. */
  public static Committed of(Seal seal) {
    return new Committed(seal.id(), seal.attempt(), seal.rows(), seal.sha256(), seal.upper());
  }

  /**
   * Whether this is a commit of the interval that the seal names, by this attempt or an earlier
   * one, or by a later one, of which the seal knows nothing.
   */
  public boolean isOf(Seal seal) {
    return id.equals(seal.id())
        && sha256.equals(seal.sha256())
        && upper.equals(seal.upper())
        && (attempt > seal.attempt() || rows == seal.at(attempt).rows());
  }
}
