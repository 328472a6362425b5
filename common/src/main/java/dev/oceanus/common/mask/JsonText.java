package dev.oceanus.common.mask;

import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** One pass over one JSON text. What is masked is written anew, the rest stays as it was. */
final class JsonText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  private final Masking masking;
  private final int depth;
  private boolean changed;
  private boolean unreadable;

  /**
   * @param depth how many texts stand around this one
   */
  JsonText(Masking masking, int depth) {
    this.masking = masking;
    this.depth = depth;
  }

  /** The text without the masked values, or null where it cannot be read. */
  @Nullable String masked(String text) {
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    StringWriter written = new StringWriter(text.length());
    try (JsonParser in =
            FACTORY.createParser(ObjectReadContext.empty(), marked ? text.substring(1) : text);
        JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), written)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        copy(token, in, out);
      }
    } catch (JacksonException e) {
      return null;
    }
    if (unreadable) {
      return null;
    }
    return changed ? written.toString() : text;
  }

  private void copy(JsonToken token, JsonParser in, JsonGenerator out) {
    switch (token) {
      case START_OBJECT -> out.writeStartObject();
      case END_OBJECT -> out.writeEndObject();
      case START_ARRAY -> out.writeStartArray();
      case END_ARRAY -> out.writeEndArray();
      case PROPERTY_NAME -> {
        out.writeName(in.currentName());
        if (masking.hides(in.currentName())) {
          hide(in, out);
        }
      }
      case VALUE_STRING -> string(in.getString(), out);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(in.getString());
      case VALUE_TRUE, VALUE_FALSE -> out.writeBoolean(token == JsonToken.VALUE_TRUE);
      default -> out.writeNull();
    }
  }

  private void hide(JsonParser in, JsonGenerator out) {
    JsonToken token = in.nextToken();
    boolean nothing =
        token == JsonToken.VALUE_NULL
            || (token == JsonToken.VALUE_STRING && in.getString().isEmpty());
    if (nothing) {
      copy(token, in, out);
    } else {
      in.skipChildren();
      out.writeString(Masking.MASK);
      changed = true;
    }
  }

  private void string(String text, JsonGenerator out) {
    String masked = masking.value(text, depth + 1);
    unreadable |= masked == null;
    changed |= !text.equals(masked);
    out.writeString(masked == null ? "" : masked);
  }
}
