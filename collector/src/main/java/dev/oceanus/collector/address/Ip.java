package dev.oceanus.collector.address;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address. An IPv4 address that is mapped into IPv6 is the IPv4 address. Immutable.
 */
public final class Ip {
  private static final int V4 = 4;
  private static final int V6 = 16;
  private static final int LONGEST = 45;

  private final byte[] bytes;

  private Ip(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The address of these bytes.
   *
   * @param bytes 4 or 16
   */
  public static Ip of(byte[] bytes) {
    if (bytes.length != V4 && bytes.length != V6) {
      throw new IllegalArgumentException("an address of " + bytes.length + " bytes");
    }
    boolean mapped = bytes.length == V6 && bytes[10] == -1 && bytes[11] == -1;
    for (int i = 0; mapped && i < 10; i++) {
      mapped = bytes[i] == 0;
    }
    return new Ip(mapped ? Arrays.copyOfRange(bytes, 12, V6) : bytes.clone());
  }

  /** Reads a literal; names and zones are no addresses. */
  public static Optional<Ip> parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] bytes = text.indexOf(':') < 0 ? v4(text) : v6(text);
    return bytes == null ? Optional.empty() : Optional.of(of(bytes));
  }

  private static byte @Nullable [] v4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != V4) {
      return null;
    }
    byte[] bytes = new byte[V4];
    for (int i = 0; i < V4; i++) {
      int value = number(parts[i], 10, 3);
      if (value < 0 || value > 255 || (parts[i].length() > 1 && parts[i].charAt(0) == '0')) {
        return null;
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  private static byte @Nullable [] v6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    byte[] head = gap < 0 ? groups(text, true) : groups(text.substring(0, gap), false);
    byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true);
    if (head == null || tail == null) {
      return null;
    }
    int length = head.length + tail.length;
    if (gap < 0 ? length != V6 : length > V6 - 2) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(head, V6);
    System.arraycopy(tail, 0, bytes, V6 - tail.length, tail.length);
    return bytes;
  }

  /** Groups of hexadecimal digits; those at the end of an address may close with an IPv4 one. */
  private static byte @Nullable [] groups(String text, boolean atEnd) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[0];
    for (int i = 0; i < parts.length; i++) {
      boolean dotted = atEnd && i == parts.length - 1 && parts[i].indexOf('.') >= 0;
      byte[] group = dotted ? v4(parts[i]) : group(parts[i]);
      if (group == null || bytes.length + group.length > V6) {
        return null;
      }
      int length = bytes.length;
      bytes = Arrays.copyOf(bytes, length + group.length);
      System.arraycopy(group, 0, bytes, length, group.length);
    }
    return bytes;
  }

  private static byte @Nullable [] group(String text) {
    int value = number(text, 16, 4);
    return value < 0 ? null : new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static int number(String digits, int radix, int most) {
    if (digits.isEmpty() || digits.length() > most) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  /** The first address of its network, which is of 24 bits for IPv4 and of 48 for IPv6. */
  public Ip truncated() {
    return new Ip(Arrays.copyOf(Arrays.copyOf(bytes, bytes.length == V4 ? 3 : 6), bytes.length));
  }

  /** 32 or 128. */
  int bits() {
    return bytes.length * 8;
  }

  /**
   * The network that a client is given whole: an IPv4 address by itself, of an IPv6 address the
   * first 64 bits.
   */
  public long network() {
    long network = 0;
    for (int i = 0; i < Math.min(bytes.length, V6 / 2); i++) {
      network = network << 8 | (bytes[i] & 255);
    }
    return network;
  }

  /** Whether the first bits equal those of an address of the same kind. */
  boolean sharesPrefix(Ip other, int prefix) {
    int whole = prefix / 8;
    if (Arrays.mismatch(bytes, 0, whole, other.bytes, 0, whole) >= 0) {
      return false;
    }
    int rest = prefix % 8;
    return rest == 0 || (bytes[whole] ^ other.bytes[whole]) >> (8 - rest) == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ip that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Dotted, or in the canonical form of RFC 5952. */
  @Override
  public String toString() {
    if (bytes.length == V4) {
      return (bytes[0] & 255)
          + "."
          + (bytes[1] & 255)
          + "."
          + (bytes[2] & 255)
          + "."
          + (bytes[3] & 255);
    }
    return Rfc5952.format(bytes);
  }
}
