package dev.oceanus.fakebigquery.api;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Resources as JSON trees. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Reads an object that we have written. */
  public static ObjectNode parse(String text) {
    return (ObjectNode) MAPPER.readTree(text);
  }

  /**
   * Reads the object that a call carries; nothing is an empty one.
   *
   * @throws ApiException if it is none
   */
  public static ObjectNode parse(byte[] text) {
    if (text.length == 0) {
      return object();
    }
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new ApiException(400, "parseError", "Parse Error: " + e.getOriginalMessage());
    }
    throw new ApiException(400, "parseError", "Parse Error: the body is not a JSON object");
  }

  /**
   * Changes a resource as PATCH does: objects are merged, null removes, all else is replaced.
   *
   * @return a new tree
   */
  public static ObjectNode patched(ObjectNode resource, ObjectNode patch) {
    ObjectNode result = resource.deepCopy();
    for (var change : patch.properties()) {
      JsonNode before = result.get(change.getKey());
      if (change.getValue().isNull()) {
        result.remove(change.getKey());
      } else if (before instanceof ObjectNode inner && change.getValue() instanceof ObjectNode by) {
        result.set(change.getKey(), patched(inner, by));
      } else {
        result.set(change.getKey(), change.getValue());
      }
    }
    return result;
  }
}
