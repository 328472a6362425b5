package dev.oceanus.loader.bigquery.ndjson;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import java.util.Arrays;

/**
 * Copies an event's JSON into a line, but for JSON columns: Redis holds their text in a string,
 * BigQuery wants the value itself; and for long integers, which it wants in a string. Works on
 * bytes: decoding takes several times as long. Not thread-safe.
 */
final class RowLine {
  private static final int SURROGATES_BEGIN = 0xD800;
  private static final int LOW_SURROGATES_BEGIN = 0xDC00;
  private static final int SURROGATES_END = 0xDFFF;
  private static final int REPLACEMENT = 0xFFFD;
  private static final int EXACT_DIGITS = 15;

  private final byte[][] jsonColumns;
  private final Line line;
  private byte[] in = new byte[0];
  private int at;

  RowLine(Schema schema, Line line) {
    this.line = line;
    this.jsonColumns =
        schema.fields().stream()
            .filter(field -> field.type() == FieldType.JSON)
            .map(Field::name)
            .map(name -> name.getBytes(US_ASCII))
            .toArray(byte[][]::new);
  }

  /**
   * Copies the object without its closing brace.
   *
   * @param event one flat JSON object
   * @return false if it is not written as compactly as our codec does; the line is then as before
   */
  boolean copy(byte[] event) {
    int before = line.size();
    in = event;
    at = 0;
    boolean copied;
    try {
      copied = fields();
    } catch (ArrayIndexOutOfBoundsException e) {
      copied = false;
    }
    if (!copied) {
      line.cut(before);
    }
    return copied;
  }

  private boolean fields() {
    if (in[at++] != '{') {
      return false;
    }
    int from = 0;
    boolean more = in[at] != '}';
    while (more) {
      int name = at + 1;
      if (in[at] != '"' || !string()) {
        return false;
      }
      boolean json = isJson(name, at - 1);
      if (in[at++] != ':') {
        return false;
      }
      int value = at;
      if (!value()) {
        return false;
      }
      if (json || isLongInteger(value)) {
        line.put(in, from, value);
        from = at;
        put(json, value);
      }
      more = in[at] == ',';
      at += more ? 1 : 0;
    }
    line.put(in, from, at);
    return in[at] == '}' && at == in.length - 1;
  }

  /** Passes a string; false if it is a name with an escape, which nobody writes. */
  private boolean string() {
    boolean plain = true;
    at++;
    while (in[at] != '"') {
      if (in[at] == '\\') {
        plain = false;
        at++;
      }
      at++;
    }
    at++;
    return plain;
  }

  private boolean value() {
    if (in[at] == '"') {
      string();
      return true;
    }
    int from = at;
    while (in[at] != ',' && in[at] != '}') {
      if (in[at] <= ' ' || in[at] == '[' || in[at] == '{') {
        return false;
      }
      at++;
    }
    return at > from;
  }

  private void put(boolean json, int value) {
    if (json) {
      unescape(value + 1, at - 1);
      return;
    }
    line.put((byte) '"');
    line.put(in, value, at);
    line.put((byte) '"');
  }

  /** BigQuery reads a number of JSON as a double, and one in a string exactly. */
  private boolean isLongInteger(int from) {
    if (at - from <= EXACT_DIGITS || in[from] == '"') {
      return false;
    }
    for (int i = from; i < at; i++) {
      if (in[i] != '-' && (in[i] < '0' || in[i] > '9')) {
        return false;
      }
    }
    return true;
  }

  private boolean isJson(int from, int to) {
    for (byte[] column : jsonColumns) {
      if (Arrays.equals(column, 0, column.length, in, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** The text that a string holds. Line ends in it are blanks between values, and stay blanks. */
  private void unescape(int from, int to) {
    int copied = from;
    for (int i = from; i < to; i++) {
      if (in[i] == '\\') {
        line.put(in, copied, i);
        i = escape(i + 1);
        copied = i + 1;
      }
    }
    line.put(in, copied, to);
  }

  /**
   * @return the last byte of the escape
   */
  private int escape(int i) {
    switch (in[i]) {
      case 'n', 'r', 't', 'b', 'f' -> line.put((byte) ' ');
      case 'u' -> {
        return character(i);
      }
      default -> line.put(in[i]);
    }
    return i;
  }

  private int character(int i) {
    int unit = unit(i + 1);
    int last = i + 4;
    if (unit < SURROGATES_BEGIN || unit > SURROGATES_END) {
      line.putCharacter(unit < ' ' ? ' ' : unit);
      return last;
    }
    boolean paired = unit < LOW_SURROGATES_BEGIN && in[last + 1] == '\\' && in[last + 2] == 'u';
    int low = paired ? unit(last + 3) : 0;
    if (low < LOW_SURROGATES_BEGIN || low > SURROGATES_END) {
      line.putCharacter(REPLACEMENT);
      return last;
    }
    line.putCharacter(Character.toCodePoint((char) unit, (char) low));
    return last + 6;
  }

  private int unit(int from) {
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      unit = (unit << 4) | Character.digit(in[i], 16);
    }
    return unit;
  }
}
