package dev.oceanus.local.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to a browser by its DevTools protocol: calls, and what it reports. Thread-safe. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final int LIMIT_SECONDS = 60;

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;

  private DevTools() {}

  static DevTools connect(HttpClient client, URI uri) {
    DevTools devTools = new DevTools();
    devTools.socket = client.newWebSocketBuilder().buildAsync(uri, devTools).join();
    return devTools;
  }

  /**
   * Calls a method and waits for its answer.
   *
   * @param session of the tab, or null for the browser
   */
  JsonNode call(@Nullable String session, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    Map<String, Object> message = new HashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    calls.put(id, answer);
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    open.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
    JsonNode node = answer.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    if (node.has("error")) {
      throw new IllegalStateException(method + ": " + node.get("error"));
    }
    return node.get("result");
  }

  /** What a tab has reported by events of this name, oldest first. */
  List<JsonNode> events(String session, String method) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode event : events) {
      if (event.path("sessionId").asString("").equals(session)
          && event.path("method").asString("").equals(method)) {
        found.add(event.get("params"));
      }
    }
    return found;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      JsonNode message = JsonMapper.shared().readTree(partial.toString());
      partial.setLength(0);
      CompletableFuture<JsonNode> answer =
          message.has("id") ? calls.remove(message.get("id").asInt()) : null;
      if (answer != null) {
        answer.complete(message);
      } else {
        events.add(message);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }
}
