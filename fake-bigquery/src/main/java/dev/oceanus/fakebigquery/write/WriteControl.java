package dev.oceanus.fakebigquery.write;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What tests ask about streams, and do to them. Thread-safe. */
final class WriteControl {
  private final StreamRegistry registry;

  WriteControl(StreamRegistry registry) {
    this.registry = registry;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/_fake/streams", "", call -> list()),
        new Route("DELETE", "/_fake/streams", "", this::expire));
  }

  /** More than the API itself tells: where each stream's next append goes, and what is flushed. */
  private Reply list() {
    ArrayNode streams = Json.array();
    for (StreamState state : registry.all()) {
      streams.add(
          Json.object()
              .put("name", state.name().toString())
              .put("type", state.type().name())
              .put("rows", state.rows())
              .put("flushed", state.flushed())
              .put("finalized", state.finalized())
              .put("committed", state.committed().isPresent()));
    }
    ObjectNode answer = Json.object();
    answer.set("streams", streams);
    return Reply.ok(answer);
  }

  /** Makes the stream of this name expire now. */
  private Reply expire(Call call) {
    String name = call.parameter("name").orElse("");
    try {
      registry.expire(
          StreamName.parse(name).orElseThrow(() -> ApiException.notFound("Stream " + name)));
      return list();
    } catch (RefusedException e) {
      throw ApiException.notFound("Stream " + name);
    }
  }
}
