package dev.oceanus.export.jdbc;

import dev.oceanus.export.column.Kind;
import org.jspecify.annotations.Nullable;

/**
 * An array as JSON: whole numbers, flags and JSON as they are, all else as texts, since a reader of
 * JSON may take a decimal for a double. Immutable.
 */
final class PostgresArray {
  private final Kind kind;
  private final Cell.Say say;
  private final char delimiter;

  /**
   * @param type of its elements
   */
  PostgresArray(String type) {
    this.kind = PostgresTypes.kind(type);
    this.say = PostgresTypes.say(type);
    this.delimiter = type.equals("box") ? ';' : ',';
  }

  /** JSON of the database's text, {@code {1,NULL,"x"}}; bounds before it are left out. */
  @Nullable String json(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16);
    int i = Math.max(0, text.startsWith("[") ? text.indexOf('=') + 1 : 0);
    while (i < text.length()) {
      char character = text.charAt(i);
      if (character == '{' || character == '}') {
        json.append(character == '{' ? '[' : ']');
        i++;
      } else if (character == delimiter) {
        json.append(',');
        i++;
      } else if (character == '"') {
        i = quoted(text, i + 1, json);
      } else {
        i = plain(text, i, json);
      }
    }
    return json.toString();
  }

  private int plain(String text, int from, StringBuilder json) {
    int end = from;
    while (text.charAt(end) != delimiter && text.charAt(end) != '}') {
      end++;
    }
    String element = text.substring(from, end);
    if (element.equals("NULL")) {
      json.append("null");
    } else {
      element(element, json);
    }
    return end;
  }

  /** From behind the opening quote to behind the closing one. */
  private int quoted(String text, int from, StringBuilder json) {
    StringBuilder element = new StringBuilder();
    int i = from;
    while (text.charAt(i) != '"') {
      if (text.charAt(i) == '\\') {
        i++;
      }
      element.append(text.charAt(i));
      i++;
    }
    element(element.toString(), json);
    return i + 1;
  }

  private void element(String element, StringBuilder json) {
    String said = say.of(element);
    char last = element.isEmpty() ? ' ' : element.charAt(element.length() - 1);
    boolean bare =
        switch (kind) {
          case INT64, BOOL, JSON -> true;
          case FLOAT64 -> last >= '0' && last <= '9';
          default -> false;
        };
    if (said == null || bare) {
      json.append(said);
    } else {
      quote(said, json);
    }
  }

  private static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ') {
        json.append("\\u%04x".formatted((int) character));
      } else {
        json.append(character);
      }
    }
    json.append('"');
  }
}
