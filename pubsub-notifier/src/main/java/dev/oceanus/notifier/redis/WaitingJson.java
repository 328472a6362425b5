package dev.oceanus.notifier.redis;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.outbox.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Notices as JSON. Thread-safe. */
final class WaitingJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private WaitingJson() {}

  static String write(Waiting notice) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", notice.id());
    json.put("rule", notice.rule());
    json.put("target", notice.target());
    json.put("at", notice.at().toString());
    switch (notice.body()) {
      case Waiting.Ready ready -> write(ready.content(), json);
      case Waiting.Unwritten unwritten ->
          json.put("kind", "unwritten")
              .put("action", unwritten.action())
              .put("site", unwritten.site())
              .put("event", unwritten.event())
              .put("json", unwritten.json());
      case Waiting.Unfit unfit -> json.put("kind", "unfit").put("reason", unfit.reason());
    }
    return json.toString();
  }

  private static void write(Content content, ObjectNode json) {
    switch (content) {
      case Content.Text text -> json.put("kind", "text").put("text", text.text());
      case Content.Mail mail ->
          json.put("kind", "mail")
              .put("subject", mail.subject())
              .put("text", mail.text())
              .put("html", mail.html());
      case Content.Body body -> json.put("kind", "body").put("json", body.json());
      case Content.Row row -> {
        json.put("kind", "row").put("tab", row.tab());
        row.header().forEach(json.putArray("header")::add);
        row.cells().forEach(json.putArray("cells")::add);
      }
    }
  }

  static Waiting read(String text) {
    JsonNode json = JSON.readTree(text);
    return new Waiting(
        text(json, "id"),
        text(json, "rule"),
        text(json, "target"),
        Instant.parse(text(json, "at")),
        body(json));
  }

  private static Waiting.Body body(JsonNode json) {
    String kind = text(json, "kind");
    return switch (kind) {
      case "text" -> new Waiting.Ready(new Content.Text(text(json, "text")));
      case "mail" ->
          new Waiting.Ready(
              new Content.Mail(
                  text(json, "subject"), text(json, "text"), textOrNull(json, "html")));
      case "body" -> new Waiting.Ready(new Content.Body(text(json, "json")));
      case "row" ->
          new Waiting.Ready(
              new Content.Row(text(json, "tab"), texts(json, "header"), texts(json, "cells")));
      case "unwritten" ->
          new Waiting.Unwritten(
              json.get("action").intValue(),
              text(json, "site"),
              text(json, "event"),
              text(json, "json"));
      case "unfit" -> new Waiting.Unfit(text(json, "reason"));
      default -> throw new IllegalArgumentException("a notice of kind '" + kind + "'");
    };
  }

  private static String text(JsonNode json, String name) {
    return json.get(name).stringValue();
  }

  private static @Nullable String textOrNull(JsonNode json, String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : value.stringValue();
  }

  private static List<String> texts(JsonNode json, String name) {
    List<String> texts = new ArrayList<>();
    json.get(name).forEach(each -> texts.add(each.stringValue()));
    return texts;
  }
}
