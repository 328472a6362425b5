package dev.oceanus.fakebigquery.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.fakebigquery.schema.Column;
import dev.oceanus.fakebigquery.schema.ColumnType;
import dev.oceanus.fakebigquery.schema.Columns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Rows of newline-delimited JSON, as strict as BigQuery is. Of one thread. */
public final class JsonRows implements RowParser {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Columns columns;
  private final boolean ignoreUnknown;
  private final @Nullable Object[] values;
  private final boolean[] seen;
  private byte[] buffer = new byte[0];
  private int start;

  public JsonRows(Columns columns, boolean ignoreUnknown) {
    this.columns = columns;
    this.ignoreUnknown = ignoreUnknown;
    this.values = new @Nullable Object[columns.size()];
    this.seen = new boolean[columns.size()];
  }

  @Override
  public String format() {
    return "JSON";
  }

  @Override
  public String bad(long position, String what) {
    return "Error while reading data, error message: JSON parsing error in row starting at position "
        + position
        + ": "
        + what;
  }

  @Override
  public @Nullable Object @Nullable [] parse(Lines line) throws BadRowException {
    return parse(line.buffer(), line.from(), line.length());
  }

  @Nullable Object @Nullable [] parse(byte[] line, int from, int length) throws BadRowException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line, from, length)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return null;
      }
      if (first != JsonToken.START_OBJECT) {
        throw new BadRowException(
            (first == JsonToken.START_ARRAY ? "Start of array" : "Value")
                + " encountered without start of object.");
      }
      buffer = line;
      start = from;
      fields(parser);
      if (parser.nextToken() != null) {
        throw new BadRowException("Only one JSON object is allowed in a line.");
      }
      return values;
    } catch (JacksonException e) {
      throw new BadRowException("Parser terminated before end of string");
    }
  }

  private void fields(JsonParser parser) throws BadRowException {
    Arrays.fill(values, null);
    Arrays.fill(seen, false);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      int index = columns.indexOf(name);
      JsonToken token = parser.nextToken();
      if (index >= 0) {
        if (seen[index]) {
          throw new BadRowException("Field is specified more than once: " + name + ".");
        }
        seen[index] = true;
        values[index] = value(parser, token, columns.get(index));
      } else if (ignoreUnknown) {
        parser.skipChildren();
      } else {
        throw new BadRowException("No such field: " + name + ".");
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && columns.get(i).required()) {
        throw new BadRowException("Missing required field: " + columns.get(i).name() + ".");
      }
    }
  }

  private @Nullable Object value(JsonParser parser, JsonToken token, Column column)
      throws BadRowException {
    if (token == JsonToken.VALUE_NULL) {
      if (column.required()) {
        throw new BadRowException(
            "Only optional fields can be set to NULL. Field: " + column.name() + "; Value: NULL");
      }
      return null;
    }
    if (column.type() == ColumnType.JSON) {
      return text(parser, token);
    }
    return switch (token) {
      case VALUE_STRING -> ofString(column, parser.getString());
      case VALUE_NUMBER_INT -> ofInteger(column, parser);
      case VALUE_NUMBER_FLOAT -> ofDecimal(column, parser);
      case VALUE_TRUE, VALUE_FALSE -> ofFlag(column, token == JsonToken.VALUE_TRUE);
      case START_ARRAY ->
          throw new BadRowException(
              "Array specified for non-repeated field: " + column.name() + ".");
      default ->
          throw new BadRowException(
              "JSON object specified for non-record field: " + column.name() + ".");
    };
  }

  /** The text of a value of whatever kind. */
  private String text(JsonParser parser, JsonToken token) {
    int first = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    if (token.isStructStart()) {
      parser.skipChildren();
    } else {
      parser.finishToken();
    }
    int end = Math.toIntExact(parser.currentLocation().getByteOffset());
    return new String(buffer, start + first, end - first, UTF_8).trim();
  }

  private static Object ofString(Column column, String text) throws BadRowException {
    return column.type() == ColumnType.STRING
        ? text
        : Values.of(column, text, "string_value: \"" + text + "\"");
  }

  private static Object ofInteger(Column column, JsonParser parser) throws BadRowException {
    return switch (column.type()) {
      case INTEGER -> {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          String text = parser.getString();
          throw Values.refused(column, text, "number_value: " + text);
        }
        yield parser.getLongValue();
      }
      case FLOAT -> parser.getDoubleValue();
      case TIMESTAMP -> ofSeconds(column, parser);
      case NUMERIC, STRING -> ofNumber(column, parser);
      default ->
          throw Values.refused(column, parser.getString(), "int64_value: " + parser.getString());
    };
  }

  private static Object ofDecimal(Column column, JsonParser parser) throws BadRowException {
    String text = parser.getString();
    return switch (column.type()) {
      case INTEGER -> {
        double value = parser.getDoubleValue();
        if (value != Math.rint(value) || Math.abs(value) >= 0x1p63) {
          throw Values.refused(column, text, "double_value: " + text);
        }
        yield (long) value;
      }
      case FLOAT -> parser.getDoubleValue();
      case TIMESTAMP -> ofSeconds(column, parser);
      case NUMERIC, STRING -> ofNumber(column, parser);
      default -> throw Values.refused(column, text, "double_value: " + text);
    };
  }

  private static Object ofSeconds(Column column, JsonParser parser) throws BadRowException {
    try {
      return Values.seconds(parser.getDecimalValue());
    } catch (ArithmeticException e) {
      throw Values.refused(column, parser.getString(), parser.getString());
    }
  }

  private static Object ofNumber(Column column, JsonParser parser) throws BadRowException {
    String text = parser.getString();
    return Values.of(column, text, "number_value: " + text);
  }

  private static Object ofFlag(Column column, boolean flag) throws BadRowException {
    return switch (column.type()) {
      case BOOLEAN -> flag;
      case STRING -> Boolean.toString(flag);
      default -> throw Values.refused(column, Boolean.toString(flag), "bool_value: " + flag);
    };
  }
}
