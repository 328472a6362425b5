package dev.oceanus.local.doctor.visit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.local.browser.BrowserException;
import dev.oceanus.local.browser.Tab;
import dev.oceanus.local.doctor.facts.Cause;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Exchange.By;
import dev.oceanus.local.doctor.facts.Exchange.Failed;
import dev.oceanus.local.doctor.facts.Exchange.Outcome;
import dev.oceanus.local.doctor.facts.Exchange.Pending;
import dev.oceanus.local.doctor.facts.Exchange.Request;
import dev.oceanus.local.doctor.facts.Urls;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a tab has reported of its requests until now, put together by request. */
final class NetworkLog {
  private final Tab tab;
  private final boolean bodies;
  private final Map<String, JsonNode> responses = new HashMap<>();
  private final Map<String, JsonNode> statuses = new HashMap<>();
  private final Map<String, JsonNode> failures = new HashMap<>();
  private final Map<String, JsonNode> ends = new HashMap<>();

  /**
   * @param bodies whether the bodies of answers are asked for, which takes its time
   */
  NetworkLog(Tab tab, boolean bodies) {
    this.tab = tab;
    this.bodies = bodies;
    byRequest("Network.responseReceived", responses);
    byRequest("Network.responseReceivedExtraInfo", statuses);
    byRequest("Network.loadingFailed", failures);
    byRequest("Network.loadingFinished", ends);
  }

  private void byRequest(String event, Map<String, JsonNode> into) {
    tab.events(event).forEach(each -> into.put(id(each), each));
  }

  private static String id(JsonNode event) {
    return event.path("requestId").asString("");
  }

  /** The answer that the page came with, wherever it says that it is by now. */
  Optional<Answered> document() {
    String id =
        tab.call("Page.getFrameTree", Map.of()).at("/frameTree/frame/loaderId").asString("");
    return Optional.ofNullable(responses.get(id)).map(each -> answered(each.get("response"), null));
  }

  List<Exchange> exchanges() {
    List<Exchange> exchanges = new ArrayList<>();
    List<JsonNode> sent = tab.events("Network.requestWillBeSent");
    for (int i = 0; i < sent.size(); i++) {
      JsonNode event = sent.get(i);
      Optional<JsonNode> redirect = redirectOf(event, sent, i);
      Urls.web(event.at("/request/url").asString(""))
          .ifPresent(url -> exchanges.add(exchange(event, url, redirect)));
    }
    for (JsonNode issue : tab.events("Audits.issueAdded")) {
      Forbidden.of(issue)
          .filter(each -> exchanges.stream().noneMatch(each::isToldBy))
          .map(Forbidden::exchange)
          .ifPresent(exchanges::add);
    }
    return exchanges;
  }

  /** A request that was sent on is told again under the same id, with the answer that did it. */
  private static Optional<JsonNode> redirectOf(JsonNode event, List<JsonNode> sent, int at) {
    return sent.stream()
        .skip(at + 1L)
        .filter(later -> id(later).equals(id(event)) && later.has("redirectResponse"))
        .map(later -> later.get("redirectResponse"))
        .findFirst();
  }

  private Exchange exchange(JsonNode event, URI url, Optional<JsonNode> redirect) {
    JsonNode request = event.get("request");
    Request made =
        new Request(
            request.path("method").asString("GET"),
            url,
            headers(request.path("headers")),
            posted(event),
            Instant.ofEpochMilli((long) (event.path("wallTime").asDouble(0) * 1_000)));
    return new Exchange(
        made,
        redirect
            .<Outcome>map(response -> answered(response, null))
            .orElseGet(() -> outcome(id(event))));
  }

  private @Nullable String posted(JsonNode event) {
    JsonNode request = event.get("request");
    if (request.path("postData").isString()) {
      return request.get("postData").asString();
    }
    return request.path("hasPostData").asBoolean(false)
        ? asked("Network.getRequestPostData", id(event), "postData")
        : null;
  }

  private Outcome outcome(String id) {
    JsonNode failure = failures.get(id);
    if (failure != null) {
      return failed(id, failure);
    }
    JsonNode response = responses.get(id);
    if (response == null) {
      return new Pending();
    }
    JsonNode head = response.get("response");
    boolean document = response.path("type").asString("").equals("Document");
    boolean told = bodies && !document && isJson(head);
    return answered(head, told ? body(id) : null);
  }

  /** The body of an answer, which Chromium keeps elsewhere as long as the page has not read it. */
  private @Nullable String body(String id) {
    if (ends.containsKey(id)) {
      return asked("Network.getResponseBody", id, "body");
    }
    String encoded = asked("Network.streamResourceContent", id, "bufferedData");
    return encoded == null || encoded.isEmpty()
        ? null
        : new String(Base64.getDecoder().decode(encoded), UTF_8);
  }

  private static boolean isJson(JsonNode response) {
    return response.path("mimeType").asString("").equals("application/json");
  }

  private static Answered answered(JsonNode response, @Nullable String body) {
    boolean worker = response.path("fromServiceWorker").asBoolean(false);
    boolean cached = response.path("fromDiskCache").asBoolean(false);
    return new Answered(
        response.path("status").asInt(0),
        response.path("mimeType").asString("").toLowerCase(Locale.ROOT),
        headers(response.path("headers")),
        body,
        worker ? By.SERVICE_WORKER : cached ? By.CACHE : By.SERVER);
  }

  private Failed failed(String id, JsonNode failure) {
    String blocked = failure.path("blockedReason").asString("");
    String cors = failure.at("/corsErrorStatus/corsError").asString("");
    String error = failure.path("errorText").asString("");
    int status = statuses.containsKey(id) ? statuses.get(id).path("statusCode").asInt(0) : 0;
    if (status == 0 && responses.containsKey(id)) {
      status = responses.get(id).at("/response/status").asInt(0);
    }
    if (!cors.isEmpty()) {
      return new Failed(Cause.CORS, cors, status);
    }
    if (!blocked.isEmpty()) {
      return new Failed(cause(blocked, error), blocked, status);
    }
    return new Failed(Cause.of(error), error, status);
  }

  /** Chromium's words for why it did not ask at all. */
  private static Cause cause(String blocked, String error) {
    return switch (blocked) {
      case "csp" -> Cause.POLICY;
      case "mixed-content" -> Cause.MIXED_CONTENT;
      case "inspector", "subresource-filter" -> Cause.BLOCKED_BY_CLIENT;
      case "content-type" -> Cause.CONTENT;
      default -> Cause.of(error);
    };
  }

  private @Nullable String asked(String method, String id, String member) {
    try {
      return tab.call(method, Map.of("requestId", id)).path(member).asString("");
    } catch (BrowserException e) {
      return null; // it keeps no bodies of beacons
    }
  }

  private static Map<String, String> headers(JsonNode object) {
    Map<String, String> headers = new HashMap<>();
    object
        .properties()
        .forEach(
            entry ->
                headers.put(
                    entry.getKey().toLowerCase(Locale.ROOT), entry.getValue().asString("")));
    return headers;
  }
}
