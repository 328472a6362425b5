package dev.oceanus.collector.request;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A Content-Type header.
 *
 * @param type in lower case, {@code text/plain}; empty if there is none
 * @param charset in lower case, or null
 * @param boundary of a multipart body, or null
 */
public record MediaType(String type, @Nullable String charset, @Nullable String boundary) {
  /** No header. */
  public static final MediaType NONE = new MediaType("", null, null);

  /** Reads a header; parameters that it doesn't know are passed over. */
  public static MediaType parse(@Nullable String header) {
    if (header == null) {
      return NONE;
    }
    String[] parts = header.split(";", -1);
    String charset = null;
    String boundary = null;
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      int equals = part.indexOf('=');
      String key = equals < 0 ? "" : part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      if (key.equals("charset")) {
        charset = unquoted(part.substring(equals + 1)).toLowerCase(Locale.ROOT);
      } else if (key.equals("boundary")) {
        boundary = unquoted(part.substring(equals + 1));
      }
    }
    return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), charset, boundary);
  }

  /** Whether the text is in UTF-8, as far as the header says. */
  public boolean utf8() {
    return charset == null || charset.equals("utf-8") || charset.equals("utf8");
  }

  private static String unquoted(String value) {
    String stripped = value.strip();
    boolean quoted = stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"");
    return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
  }
}
