package dev.oceanus.export.gcs;

import dev.oceanus.common.life.Backoff;
import java.net.URI;
import java.time.Duration;

/**
 * How Cloud Storage is called.
 *
 * @param endpoint where it is; a stand-in if its scheme is http
 * @param chunk bytes of an upload that are held in memory, a multiple of 256 KiB
 * @param tries how often a call is made at most
 * @param backoff how long it is waited in between
 * @param timeout of one call
 */
public record StorageTerms(URI endpoint, int chunk, int tries, Backoff backoff, Duration timeout) {
  /** Parts of an upload are multiples of this, but for the last. */
  static final int QUANTUM = 256 * 1024;

  private static final int CHUNK = 8 << 20;
  private static final int TRIES = 10;

  public StorageTerms {
    if (chunk <= 0 || chunk % QUANTUM != 0) {
      throw new IllegalArgumentException("chunks of " + chunk + " bytes");
    }
  }

  /** The usual ones: patient for about five minutes. */
  public static StorageTerms at(URI endpoint) {
    return new StorageTerms(
        endpoint,
        CHUNK,
        TRIES,
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)),
        Duration.ofMinutes(2));
  }
}
