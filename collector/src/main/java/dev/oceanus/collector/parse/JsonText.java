package dev.oceanus.collector.parse;

/** Writes JSON strings. */
final class JsonText {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonText() {}

  /** The text as a JSON string. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    quote(text, false, out);
    return out.toString();
  }

  /**
   * Appends the text as a JSON string.
   *
   * @param asciiOnly whether everything beyond ASCII is escaped
   */
  static void quote(String text, boolean asciiOnly, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      escape(text.charAt(i), asciiOnly, out);
    }
    out.append('"');
  }

  /**
   * The beginning of the text as a JSON string of at most {@code most} code points, quotes and
   * escapes included.
   */
  static String quoteWithin(String text, int most, boolean asciiOnly) {
    StringBuilder out = new StringBuilder(most).append('"');
    int room = most - 2;
    StringBuilder one = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      one.setLength(0);
      for (int half = i; half < next; half++) {
        escape(text.charAt(half), asciiOnly, one);
      }
      room -= one.codePointCount(0, one.length());
      if (room < 0) {
        break;
      }
      out.append(one);
      i = next;
    }
    return out.append('"').toString();
  }

  private static void escape(char c, boolean asciiOnly, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        if (c < 0x20 || (asciiOnly && c > 0x7e)) {
          unicode(c, out);
        } else {
          out.append(c);
        }
      }
    }
  }

  private static void unicode(char c, StringBuilder out) {
    out.append("\\u")
        .append(HEX[c >> 12])
        .append(HEX[c >> 8 & 15])
        .append(HEX[c >> 4 & 15])
        .append(HEX[c & 15]);
  }
}
