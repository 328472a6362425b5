package dev.oceanus.common.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** One pass over pairs of name and value; what is not masked stays as it was. */
final class Pairs {
  private final Masking masking;
  private final int depth;

  /**
   * @param depth how many texts stand around this one
   */
  Pairs(Masking masking, int depth) {
    this.masking = masking;
    this.depth = depth;
  }

  /** The text without the masked values, or null where one of the others cannot be read. */
  @Nullable String masked(String text, String separators) {
    StringBuilder masked = new StringBuilder(text.length());
    int start = 0;
    for (int end = 0; end <= text.length(); end++) {
      if (end == text.length() || separators.indexOf(text.charAt(end)) >= 0) {
        String pair = pair(text.substring(start, end));
        if (pair == null) {
          return null;
        }
        masked.append(pair);
        if (end < text.length()) {
          masked.append(text.charAt(end));
        }
        start = end + 1;
      }
    }
    return masked.toString();
  }

  private @Nullable String pair(String pair) {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    if (equals < 0) {
      String masked = masking.value(name, depth + 1); // something that has no name
      return name.equals(masked) ? pair : encoded(masked);
    }
    String value = pair.substring(equals + 1);
    if (masking.hides(name)) {
      return value.isEmpty() ? pair : pair.substring(0, equals + 1) + Masking.MASK;
    }
    String before = decoded(value);
    String masked = masking.value(before, depth + 1);
    if (before.equals(masked)) {
      return pair;
    }
    return masked == null ? null : pair.substring(0, equals + 1) + encoded(masked);
  }

  private static @Nullable String encoded(@Nullable String text) {
    return text == null ? null : URLEncoder.encode(text, UTF_8);
  }

  /** As the collector decodes: a percent sign without two hexadecimal digits stands for itself. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      if (low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c == '+') {
        bytes.write(' ');
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(UTF_8));
      }
    }
    return bytes.toString(UTF_8);
  }
}
