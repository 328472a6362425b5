package dev.oceanus.fakebigquery.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a method answers.
 *
 * @param body null for an answer without one
 */
public record Reply(int status, Map<String, String> headers, @Nullable JsonNode body) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply ok(JsonNode body) {
    return new Reply(200, Map.of(), body);
  }

  public static Reply empty(int status) {
    return new Reply(status, Map.of(), null);
  }

  /** The API's body of an error. */
  public static Reply error(ApiException e) {
    ObjectNode first =
        Json.object().put("message", e.text()).put("domain", "global").put("reason", e.reason());
    if (e.location() != null) {
      first.put("location", e.location()).put("locationType", "parameter");
    }
    ObjectNode error = Json.object().put("code", e.code()).put("message", e.text());
    error.set("errors", Json.array().add(first));
    error.put("status", status(e.code()));
    return new Reply(e.code(), Map.of(), Json.object().set("error", error));
  }

  private static String status(int code) {
    return switch (code) {
      case 400, 411, 413 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ALREADY_EXISTS";
      case 412 -> "FAILED_PRECONDITION";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 501 -> "UNIMPLEMENTED";
      case 502, 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> "INTERNAL";
    };
  }
}
