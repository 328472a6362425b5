package dev.oceanus.local.doctor.har;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.local.doctor.facts.Cause;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Exchange.By;
import dev.oceanus.local.doctor.facts.Exchange.Failed;
import dev.oceanus.local.doctor.facts.Exchange.Outcome;
import dev.oceanus.local.doctor.facts.Urls;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One entry of a HAR file, with what Chromium, Firefox and Safari add to the format. */
final class HarEntry {
  private final JsonNode entry;

  HarEntry(JsonNode entry) {
    this.entry = entry;
  }

  /** The exchange, or empty where the address is none of the web. */
  Optional<Exchange> exchange() {
    return Urls.web(entry.at("/request/url").asString("")).map(this::exchange);
  }

  private Exchange exchange(URI url) {
    JsonNode request = entry.path("request");
    String method = request.path("method").asString("GET").toUpperCase(Locale.ROOT);
    Map<String, String> headers = headers(request.path("headers"));
    String type = request.at("/postData/mimeType").asString("");
    if (!type.isEmpty()) {
      headers.putIfAbsent("content-type", type);
    }
    return new Exchange(
        new Exchange.Request(method, url, headers, body(request.path("postData")), begun()),
        outcome());
  }

  private Instant begun() {
    try {
      return OffsetDateTime.parse(entry.path("startedDateTime").asString("")).toInstant();
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static @Nullable String body(JsonNode posted) {
    if (posted.path("text").isString()) {
      return posted.get("text").asString();
    }
    List<String> pairs = new ArrayList<>();
    posted
        .path("params")
        .forEach(
            each ->
                pairs.add(each.path("name").asString("") + "=" + each.path("value").asString("")));
    return pairs.isEmpty() ? null : String.join("&", pairs);
  }

  private Outcome outcome() {
    JsonNode response = entry.path("response");
    int status = response.path("status").asInt(0);
    String said =
        first(
            response.path("_error").asString(""),
            entry.path("_error").asString(""),
            entry.path("_blockedReason").asString(""));
    if (status > 0 && said.isEmpty()) {
      String type = response.at("/content/mimeType").asString("");
      Map<String, String> headers = headers(response.path("headers"));
      boolean cached = entry.has("_fromCache") || status == 304;
      boolean byWorker = entry.path("_fetchedViaServiceWorker").asBoolean(false);
      By by = byWorker ? By.SERVICE_WORKER : cached ? By.CACHE : By.SERVER;
      return new Answered(status, mediaType(type), headers, content(response), by);
    }
    String words = said.isEmpty() ? "the file has no answer" : said;
    return new Failed(Cause.of(said), words, status);
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String mediaType(String type) {
    boolean unknown = type.equals("x-unknown"); // as Chromium writes where there is no body
    return unknown ? "" : type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String content(JsonNode response) {
    JsonNode text = response.at("/content/text");
    if (!text.isString()) {
      return null;
    }
    if (!response.at("/content/encoding").asString("").equals("base64")) {
      return text.asString();
    }
    try {
      return new String(Base64.getMimeDecoder().decode(text.asString()), UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Of a repeated header all values, separated by commas, as HTTP has it. */
  private static Map<String, String> headers(JsonNode list) {
    Map<String, String> headers = new HashMap<>();
    list.forEach(
        each ->
            headers.merge(
                each.path("name").asString("").toLowerCase(Locale.ROOT),
                each.path("value").asString(""),
                (first, second) -> first + ", " + second));
    return headers;
  }
}
