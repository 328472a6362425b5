package dev.oceanus.collector.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * Reads {@code application/x-www-form-urlencoded} text: queries and forms. Never fails on what
 * stands between the separators: {@code +} is a space, {@code %XX} a byte of UTF-8, a percent sign
 * without two hexadecimal digits stands for itself, and bytes that are not UTF-8 become U+FFFD.
 * Only {@code &} separates.
 */
public final class UrlEncoded {
  private UrlEncoded() {}

  /**
   * Reads all pairs; a name without {@code =} has an empty value, a pair without a name is left
   * out.
   *
   * @param text the text as it came by the wire, one char a byte
   * @param most so many pairs are taken
   * @return empty if there are more
   */
  public static Optional<Values> read(String text, int most) {
    Values values = new Values(Raw.Form.URL_ENCODED, text, 0);
    int pairs = 0;
    int length = text.length();
    for (int start = 0; start < length; ) {
      int end = text.indexOf('&', start);
      end = end < 0 ? length : end;
      if (end > start) {
        if (++pairs > most) {
          return Optional.empty();
        }
        pair(text, start, end, values);
      }
      start = end + 1;
    }
    return Optional.of(values);
  }

  private static void pair(String text, int start, int end, Values into) {
    int equals = text.indexOf('=', start);
    boolean bare = equals < 0 || equals > end;
    int nameEnd = bare ? end : equals;
    if (nameEnd > start) {
      String value = bare ? "" : decode(text, equals + 1, end);
      into.add(decode(text, start, nameEnd), Kind.TEXT, value);
    }
  }

  /** Decodes the part of a text between two positions. */
  public static String decode(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '%' || c == '+' || c >= 0x80) {
        return decodeFrom(text, start, i, end);
      }
    }
    return text.substring(start, end);
  }

  @SuppressWarnings("deprecation") // the one call that copies Latin-1 characters without a coder
  private static String decodeFrom(String text, int start, int special, int end) {
    byte[] bytes = new byte[end - start];
    text.getBytes(start, special, bytes, 0);
    int length = special - start;
    boolean ascii = true;
    for (int i = special; i < end; i++) {
      int b = text.charAt(i);
      if (b == '+') {
        b = ' ';
      } else if (b == '%' && i + 2 < end) {
        int escaped = hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2));
        if (escaped >= 0) {
          b = escaped;
          i += 2;
        }
      }
      ascii &= b < 0x80;
      bytes[length++] = (byte) b;
    }
    return new String(bytes, 0, length, ascii ? ISO_8859_1 : UTF_8);
  }

  /** Value of a hexadecimal digit, or a negative number with all high bits set. */
  private static int hex(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
