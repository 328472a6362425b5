package dev.oceanus.notifier.event;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON into maps, lists, texts, Long, Double and Boolean. What is null is as good as not
 * there; a whole number beyond 64 bits becomes a Double. Thread-safe.
 */
final class PropertyTree {
  private static final int MAX_DEPTH = 64;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private PropertyTree() {}

  /** The members of the object that a text holds; none if it holds no object. */
  static Map<String, Object> read(String text) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
      return in.nextToken() == JsonToken.START_OBJECT ? object(in) : Map.of();
    } catch (JacksonException e) {
      return Map.of();
    }
  }

  private static Map<String, Object> object(JsonParser in) {
    Map<String, Object> members = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      Object value = value(in);
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static @Nullable Object value(JsonParser in) {
    JsonToken token = in.currentToken();
    return switch (token) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> list(in);
      case VALUE_STRING -> in.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_NUMBER_INT -> whole(in.getBigIntegerValue());
      default -> null;
    };
  }

  private static Object whole(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number.doubleValue();
  }

  private static List<Object> list(JsonParser in) {
    List<Object> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(in);
      if (value != null) {
        items.add(value);
      }
    }
    return items;
  }
}
