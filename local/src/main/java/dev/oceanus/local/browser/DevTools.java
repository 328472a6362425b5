package dev.oceanus.local.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to a browser by its DevTools protocol: calls, and what it reports. Thread-safe. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
  private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final Duration limit;
  private volatile @Nullable String ended;
  private @Nullable WebSocket socket;

  private DevTools(Duration limit) {
    this.limit = limit;
  }

  /**
   * Connects.
   *
   * @param limit how long an answer may take
   * @throws BrowserException if nothing answers there
   */
  static DevTools connect(HttpClient client, URI uri, Duration limit) {
    DevTools devTools = new DevTools(limit);
    try {
      devTools.socket =
          client.newWebSocketBuilder().connectTimeout(limit).buildAsync(uri, devTools).join();
    } catch (CompletionException e) {
      throw new BrowserException("does not answer at %s: %s".formatted(uri, e.getCause()));
    }
    return devTools;
  }

  /**
   * Calls a method and waits for its answer.
   *
   * @param session of the tab, or null for the browser
   * @throws BrowserException if it cannot do that, or does not answer in time
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
    if (ended != null) {
      throw new BrowserException(method + ": " + ended);
    }
    JsonNode node;
    try {
      send(open, JsonMapper.shared().writeValueAsString(message));
      node = answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      boolean late = e.getCause() instanceof TimeoutException;
      String why = late ? "no answer within " + limit.toSeconds() + " s" : "" + e.getCause();
      throw new BrowserException("%s: %s".formatted(method, ended == null ? why : ended));
    } finally {
      calls.remove(id);
    }
    if (node.has("error")) {
      throw new BrowserException(method + ": " + node.get("error"));
    }
    return node.get("result");
  }

  /** One message after the other, as the socket wants it. */
  private synchronized void send(WebSocket open, String message) {
    open.sendText(message, true).join();
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
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end("the browser has closed the connection");
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end("the connection to the browser is broken: " + error);
  }

  /** Nobody waits for what cannot come any more. */
  private void end(String why) {
    ended = why;
    calls.values().forEach(call -> call.completeExceptionally(new BrowserException(why)));
  }

  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }
}
