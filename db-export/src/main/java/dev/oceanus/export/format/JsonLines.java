package dev.oceanus.export.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.column.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Newline-delimited JSON: every column in every row, null where there is no value. */
final class JsonLines implements RowLines {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final Kind[] kinds;
  private final byte[][] names;
  private final Line line;

  JsonLines(List<Column> columns, int longest) {
    this.kinds = columns.stream().map(Column::kind).toArray(Kind[]::new);
    this.names = columns.stream().map(column -> name(column.name())).toArray(byte[][]::new);
    this.line = new Line(longest);
  }

  private static byte[] name(String name) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (character == '"' || character == '\\') {
        text.append('\\');
      }
      text.append(character < ' ' ? '?' : character);
    }
    return text.append("\":").toString().getBytes(UTF_8);
  }

  @Override
  public void head(OutputStream out) {
    // Every line names its columns.
  }

  @Override
  public int row(@Nullable String[] values, OutputStream out) throws IOException {
    line.clear();
    for (int i = 0; i < values.length; i++) {
      line.ascii(i == 0 ? '{' : ',');
      line.raw(names[i]);
      String value = values[i];
      if (value == null) {
        line.ascii("null");
      } else {
        value(kinds[i], value);
      }
    }
    line.ascii("}\n");
    line.writeTo(out);
    return line.length();
  }

  private void value(Kind kind, String value) {
    switch (kind) {
      case INT64, BOOL -> line.ascii(value);
      case FLOAT64 -> {
        char last = value.charAt(value.length() - 1);
        if (last >= '0' && last <= '9') {
          line.ascii(value);
        } else {
          quoted(value); // NaN and Infinity, which JSON has no numbers for
        }
      }
      case JSON -> json(value);
      case STRING, BYTES, TIMESTAMP, DATE, DATETIME, TIME, NUMERIC, BIGNUMERIC -> quoted(value);
    }
  }

  /** Line ends within JSON are white space, as within its texts they are escaped. */
  private void json(String value) {
    int i = 0;
    while (i < value.length()) {
      char character = value.charAt(i);
      if (character == '\n' || character == '\r') {
        line.ascii(' ');
        i++;
      } else {
        i = line.character(value, i);
      }
    }
  }

  private void quoted(String value) {
    line.ascii('"');
    int i = 0;
    while (i < value.length()) {
      char character = value.charAt(i);
      if (character == '"' || character == '\\') {
        line.ascii('\\');
        line.ascii(character);
        i++;
      } else if (character < ' ') {
        control(character);
        i++;
      } else {
        i = line.character(value, i);
      }
    }
    line.ascii('"');
  }

  private void control(char character) {
    switch (character) {
      case '\n' -> line.ascii("\\n");
      case '\r' -> line.ascii("\\r");
      case '\t' -> line.ascii("\\t");
      default -> {
        line.ascii("\\u00");
        line.ascii(HEX[character >> 4]);
        line.ascii(HEX[character & 15]);
      }
    }
  }
}
