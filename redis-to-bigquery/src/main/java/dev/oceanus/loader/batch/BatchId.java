package dev.oceanus.loader.batch;

/**
 * Identity of a batch in the warehouse.
 *
 * @param epoch one life of the lane's Redis data
 * @param lane name of the table
 * @param seq from 1, dense within an epoch
 */
public record BatchId(String epoch, String lane, long seq) {
  /** The batch behind this one. */
  public BatchId next() {
    return new BatchId(epoch, lane, seq + 1);
  }

  /** The batch before this one, which is not the first. */
  public BatchId before() {
    return new BatchId(epoch, lane, seq - 1);
  }

  /** As in the column {@code _batch}: {@code epoch-seq}. */
  @Override
  public String toString() {
    return epoch + "-" + seq;
  }
}
