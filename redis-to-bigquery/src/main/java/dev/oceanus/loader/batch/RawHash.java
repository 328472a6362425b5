package dev.oceanus.loader.batch;

import dev.oceanus.common.stream.Entry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over the entries of a batch as Redis holds them, since converters change between
 * releases: shard by shard, of each entry its shard's index (4 bytes), its id (8 and 8), its length
 * (4) and its bytes. Not thread-safe.
 */
final class RawHash {
  private final MessageDigest digest = sha256();
  private final ByteBuffer header = ByteBuffer.allocate(24);

  void add(int shard, Entry entry) {
    header
        .clear()
        .putInt(shard)
        .putLong(entry.id().millis())
        .putLong(entry.id().sequence())
        .putInt(entry.event().length);
    digest.update(header.array());
    digest.update(entry.event());
  }

  /** 64 hexadecimal digits; nothing can be added afterwards. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
