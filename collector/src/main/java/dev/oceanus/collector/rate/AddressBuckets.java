package dev.oceanus.collector.rate;

import dev.oceanus.common.site.Rate;

/**
 * One bucket for each name, of which a fixed number is remembered, whatever comes: a name has four
 * places. A newcomer takes one whose bucket is full again, which says no more than none at all, or
 * else the fullest one; who asks most is forgotten last. Thread-safe.
 */
final class AddressBuckets {
  private static final int WAYS = 4;
  private static final int LOCKS = 64;

  private final long[] names;
  private final long[] times;
  private final int lastSet;
  private final Object[] locks = new Object[LOCKS];

  /**
   * @param places how many are remembered, a power of two from {@value #WAYS} on
   */
  AddressBuckets(int places) {
    names = new long[places];
    times = new long[places];
    lastSet = places / WAYS - 1;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /**
   * Takes one from a name's bucket.
   *
   * @param name well mixed, and not 0
   * @return 0, or if the bucket is empty the nanoseconds until there is one in it
   */
  long take(long name, Rate rate, long now) {
    int set = (int) name & lastSet;
    synchronized (locks[set & LOCKS - 1]) {
      int place = place(set * WAYS, name, now);
      long ahead = names[place] == name ? Math.max(0, times[place] - now) : 0;
      long wait = Buckets.wait(rate, ahead);
      if (wait == 0) {
        names[place] = name;
        times[place] = now + ahead + rate.nanosEach();
      }
      return wait;
    }
  }

  /** The name's place, or the one that it may take. */
  private int place(int first, long name, long now) {
    int fullest = first;
    for (int i = first; i < first + WAYS; i++) {
      if (names[i] == name) {
        return i;
      }
      if (ahead(i, now) < ahead(fullest, now)) {
        fullest = i;
      }
    }
    return fullest;
  }

  private long ahead(int place, long now) {
    return names[place] == 0 ? Long.MIN_VALUE : times[place] - now;
  }
}
