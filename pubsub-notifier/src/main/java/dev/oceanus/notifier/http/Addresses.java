package dev.oceanus.notifier.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Which addresses are of the public internet. Of IPv6 only 2000::/3 is, without what carries IPv4
 * addresses (6to4, Teredo) or is for documents; addresses mapped from IPv4 are judged as what they
 * stand for, which is how the JDK reads them.
 */
final class Addresses {
  /** RFC 6890 and its successors, and the address at which Azure answers its machines. */
  private static final List<Block> NOT_PUBLIC =
      List.of(
          block("00000000", 8),
          block("0a000000", 8),
          block("64400000", 10),
          block("7f000000", 8),
          block("a83f8110", 32),
          block("a9fe0000", 16),
          block("ac100000", 12),
          block("c0000000", 24),
          block("c0000200", 24),
          block("c0586300", 24),
          block("c0a80000", 16),
          block("c6120000", 15),
          block("c6336400", 24),
          block("cb007100", 24),
          block("e0000000", 3),
          block("20010000000000000000000000000000", 23),
          block("20010db8000000000000000000000000", 32),
          block("20020000000000000000000000000000", 16),
          block("3fff0000000000000000000000000000", 20));

  private static final Block IPV6_UNICAST = block("20000000000000000000000000000000", 3);

  private Addresses() {}

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean global = bytes.length == 4 || IPV6_UNICAST.holds(bytes);
    return global && NOT_PUBLIC.stream().noneMatch(block -> block.holds(bytes));
  }

  private static Block block(String hex, int bits) {
    return new Block(HexFormat.of().parseHex(hex), bits);
  }

  /** Addresses that begin with the same bits. */
  @SuppressWarnings("ArrayRecordComponent") // neither compared nor handed out
  private record Block(byte[] first, int bits) {
    boolean holds(byte[] address) {
      int whole = bits / 8;
      if (address.length != first.length || !Arrays.equals(address, 0, whole, first, 0, whole)) {
        return false;
      }
      int rest = bits % 8;
      return rest == 0 || ((address[whole] ^ first[whole]) & 0xff) >> (8 - rest) == 0;
    }
  }
}
