package dev.oceanus.collector.rate;

import dev.oceanus.common.site.Rate;

/**
 * The arithmetic of token buckets that are kept as one time each: the one until which what was
 * taken has been paid for. It is ahead of now by as much as is missing in the bucket.
 */
final class Buckets {
  private Buckets() {}

  /**
   * How long to wait for the next one.
   *
   * @param ahead by so many nanoseconds the bucket's time is ahead
   * @return 0 if one may be taken now
   */
  static long wait(Rate rate, long ahead) {
    long room = (rate.atOnce() - 1) * rate.nanosEach();
    return Math.max(0, ahead - room);
  }
}
