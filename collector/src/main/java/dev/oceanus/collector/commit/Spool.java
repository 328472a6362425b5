package dev.oceanus.collector.commit;

import dev.oceanus.common.stream.MicroBatch;
import java.util.Collections;
import java.util.List;

/**
 * Keeps micro-batches on a disk of this machine while the store does not confirm them, and sends
 * them on later. While it is in use everything goes behind what it holds. Thread-safe.
 */
public interface Spool {
  /** What became of a micro-batch. */
  enum Kept {
    /** It is on disk, and will be sent. */
    KEPT,
    /** Not kept: the spool is full, or its disk does not take it. */
    REFUSED,
    /** Not kept: the spool has just come to its end, so that the store is to be tried. */
    SEND
  }

  /** No spool: it is never in use, and keeps nothing. */
  Spool NONE =
      new Spool() {
        @Override
        public boolean inUse() {
          return false;
        }

        @Override
        public void use() {}

        @Override
        public List<Kept> keep(List<MicroBatch> batches, boolean attempted) {
          return Collections.nCopies(batches.size(), Kept.REFUSED);
        }

        @Override
        public boolean takes() {
          return false;
        }
      };

  /** Whether micro-batches have to go here instead of to the store. */
  boolean inUse();

  /** Has micro-batches go here from now on, since the store is known to be away. */
  void use();

  /**
   * Keeps micro-batches in this order.
   *
   * @param attempted whether they were sent before, so that the store may have them
   * @return one outcome for each, in their order
   */
  List<Kept> keep(List<MicroBatch> batches, boolean attempted);

  /** Whether it would keep a micro-batch now. */
  boolean takes();
}
