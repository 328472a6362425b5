package dev.oceanus.local.doctor.wire;

import dev.oceanus.local.doctor.facts.Exchange.Answered;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a collector answers about the events of a request.
 *
 * @param stored whether any may have been stored
 * @param refused those that were not, as far as it says
 */
public record CollectorAnswer(boolean stored, List<Refused> refused) {
  public CollectorAnswer {
    refused = List.copyOf(refused);
  }

  /**
   * An event that was refused.
   *
   * @param index its place in the request, from 0
   * @param reason in the collector's word
   * @param field the field at fault, or empty
   */
  public record Refused(int index, String reason, String field) {}

  static CollectorAnswer of(Answered answer) {
    JsonNode said = json(answer.body());
    List<Refused> refused = new ArrayList<>();
    for (JsonNode each : said.path("refused")) {
      refused.add(
          new Refused(
              each.path("index").asInt(0),
              each.path("reason").asString(""),
              each.path("field").asString("")));
    }
    return new CollectorAnswer(answer.status() < 300 && said.path("stored").asInt(1) > 0, refused);
  }

  private static JsonNode json(@Nullable String body) {
    try {
      return JsonMapper.shared().readTree(body == null || body.isBlank() ? "{}" : body);
    } catch (JacksonException e) {
      return JsonMapper.shared().createObjectNode();
    }
  }
}
