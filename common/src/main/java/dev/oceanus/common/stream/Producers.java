package dev.oceanus.common.stream;

import java.time.Duration;

/** What shards remember of their producers. Thread-safe. */
public interface Producers {
  /** A producer is not forgotten before it has been silent for so long. */
  Duration REMEMBERED = Duration.ofDays(30);

  /**
   * Forgets producers that have not written for this long, by Redis' clock. It must exceed the
   * longest time after which a producer may send a micro-batch again.
   *
   * @return number of producers forgotten
   * @throws StreamUnavailableException when Redis cannot be asked now
   */
  long prune(Shard shard, Duration silentFor);
}
