package dev.oceanus.common.event;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * The only mapping between an event and the JSON that Redis holds: one flat object whose keys are
 * the schema's column names, nulls left out; JSON columns as strings that hold their text;
 * timestamps in ISO 8601, UTC, with microseconds. Thread-safe.
 */
public final class EventCodec {
  private static final int MAX_DEPTH = 64;
  private static final char REPLACEMENT = '\uFFFD';

  /** In the place of a text that is checked and not read. */
  private static final Object SEEN = new Object();

  private final Schema schema;
  private final JsonFactory json;
  private final SerializableString[] names;

  public EventCodec(Schema schema) {
    this.schema = schema;
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    this.names =
        schema.fields().stream()
            .map(field -> new SerializedString(field.name()))
            .toArray(SerializableString[]::new);
  }

  /** The schema that this codec reads and writes. */
  public Schema schema() {
    return schema;
  }

  /** The event's JSON in UTF-8; a lone surrogate becomes U+FFFD. */
  public byte[] encode(Event event) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(1024);
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      for (int i = 0; i < names.length; i++) {
        Object value = event.get(i);
        if (value != null) {
          out.writeName(names[i]);
          write(out, value);
        }
      }
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Object value) {
    switch (value) {
      case String text -> out.writeString(wellFormed(text));
      case Instant time -> out.writeString(Timestamps.format(time));
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Boolean flag -> out.writeBoolean(flag);
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }

  /** UTF-8 has no form for half a surrogate pair, which a page may send as a JSON escape. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        return replaceLoneSurrogates(text);
      }
    }
    return text;
  }

  private static String replaceLoneSurrogates(String text) {
    StringBuilder mended = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }

  /**
   * Reads strictly: unknown keys, a repeated key, a value of the wrong type, a missing required
   * field or a value over its longest length make it unreadable.
   */
  public Decoded decode(byte[] bytes) {
    Event event = new Event(schema);
    Decoded.Unreadable fault = read(bytes, event, true);
    return fault == null ? new Decoded.Readable(event) : fault;
  }

  /**
   * Whether {@link #decode} can read these bytes, in less time.
   *
   * @return what is wrong with them, or null if nothing is
   */
  public Decoded.@Nullable Unreadable check(byte[] bytes) {
    return read(bytes, new Event(schema), false);
  }

  /**
   * Reads into an event.
   *
   * @param whole whether texts are read; else {@link #SEEN} stands for them
   */
  private Decoded.@Nullable Unreadable read(byte[] bytes, Event event, boolean whole) {
    try (JsonParser in = json.createParser(ObjectReadContext.empty(), bytes)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return new Decoded.Unreadable("", "must be a JSON object");
      }
      Decoded.Unreadable fault = readFields(in, event, whole);
      if (fault != null) {
        return fault;
      }
      if (in.nextToken() != null) {
        return new Decoded.Unreadable("", "must be one JSON object, found more behind it");
      }
    } catch (JacksonException e) {
      return new Decoded.Unreadable("", "must be JSON in UTF-8, found a fault at " + place(e));
    }
    return withRequired(event);
  }

  private Decoded.@Nullable Unreadable readFields(JsonParser in, Event event, boolean whole) {
    int expected = 0;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      int index =
          expected < names.length && schema.field(expected).name().equals(name)
              ? expected
              : schema.indexOf(name);
      if (index < 0) {
        return new Decoded.Unreadable("", "must have columns of " + schema.name() + " only");
      }
      if (event.get(index) != null) {
        return new Decoded.Unreadable(name, "must occur once");
      }
      expected = index + 1;
      in.nextToken();
      Object value = read(in, schema.field(index), whole);
      if (value instanceof Decoded.Unreadable fault) {
        return fault;
      }
      event.set(index, value);
    }
    return null;
  }

  /** The value, or what is wrong with it. */
  private Object read(JsonParser in, Field field, boolean whole) {
    JsonToken token = in.currentToken();
    return switch (field.type()) {
      case STRING, JSON ->
          token == JsonToken.VALUE_STRING ? string(in, field, whole) : wrongType(field, token);
      case TIMESTAMP ->
          token == JsonToken.VALUE_STRING ? timestamp(in, field) : wrongType(field, token);
      case BOOL ->
          token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
              ? (Object) in.getBooleanValue()
              : wrongType(field, token);
      case INT64 ->
          token == JsonToken.VALUE_NUMBER_INT
                  && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              ? (Object) in.getLongValue()
              : wrongType(field, token);
      case FLOAT64 ->
          token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT
              ? finite(in, field)
              : wrongType(field, token);
    };
  }

  private Object string(JsonParser in, Field field, boolean whole) {
    return field.holdsJson() ? jsonText(in, field, whole) : text(in, field, whole);
  }

  private static Object text(JsonParser in, Field field, boolean whole) {
    boolean perhapsTooLong = in.getStringLength() > field.maxLength();
    if (!whole && !perhapsTooLong) {
      return SEEN;
    }
    String text = in.getString();
    return perhapsTooLong && text.codePointCount(0, text.length()) > field.maxLength()
        ? new Decoded.Unreadable(
            field.name(), "must have at most " + field.maxLength() + " characters")
        : text;
  }

  private Object jsonText(JsonParser in, Field field, boolean whole) {
    Object text = text(in, field, whole);
    return text instanceof Decoded.Unreadable || isJson(in)
        ? text
        : new Decoded.Unreadable(field.name(), "must hold one JSON value");
  }

  /** Whether the parser's text is one JSON value. */
  private boolean isJson(JsonParser outer) {
    try (JsonParser inner =
        json.createParser(
            ObjectReadContext.empty(),
            outer.getStringCharacters(),
            outer.getStringOffset(),
            outer.getStringLength())) {
      if (inner.nextToken() == null) {
        return false;
      }
      inner.skipChildren();
      return inner.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  private static Object timestamp(JsonParser in, Field field) {
    try {
      return Timestamps.parse(in.getString());
    } catch (DateTimeException e) {
      return new Decoded.Unreadable(field.name(), "must be a timestamp: " + e.getMessage());
    }
  }

  private static Object finite(JsonParser in, Field field) {
    double number = in.getDoubleValue();
    return Double.isFinite(number)
        ? (Object) number
        : new Decoded.Unreadable(field.name(), "must be a finite FLOAT64");
  }

  private static Decoded.Unreadable wrongType(Field field, @Nullable JsonToken found) {
    return new Decoded.Unreadable(
        field.name(), "must be " + field.type() + ", found the token " + found);
  }

  private Decoded.@Nullable Unreadable withRequired(Event event) {
    for (int i = 0; i < names.length; i++) {
      if (event.get(i) == null && schema.field(i).required()) {
        return new Decoded.Unreadable(schema.field(i).name(), "must be there");
      }
    }
    return null;
  }

  private static String place(JacksonException e) {
    return "byte " + (e.getLocation() == null ? 0 : e.getLocation().getByteOffset());
  }

  /** What became of the bytes of an entry. */
  public sealed interface Decoded {
    /** An event. */
    record Readable(Event event) implements Decoded {}

    /**
     * Not an event of this schema.
     *
     * @param field the column at fault, or empty
     * @param detail the rule and what was found, without the value itself
     */
    record Unreadable(String field, String detail) implements Decoded {}
  }
}
