package dev.oceanus.local.browser;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request of the tag, and how it was answered.
 *
 * @param site that it was for
 * @param body what was sent
 * @param status of the answer
 */
record Received(String site, String body, int status) {
  /** What it carried. */
  List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    JsonMapper.shared().readTree(body).forEach(events::add);
    return events;
  }

  boolean accepted() {
    return status == 200;
  }
}
