package dev.oceanus.common.id;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes UUIDs of version 7 (RFC 9562): ordered by millisecond, random within. */
public final class UuidV7 {
  private UuidV7() {}

  /**
   * A new id for this time. Ids need to differ, not to be secret, so the random bits are not
   * cryptographic.
   *
   * @param epochMillis milliseconds since 1970, 48 bits
   */
  public static UUID at(long epochMillis) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (epochMillis << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
