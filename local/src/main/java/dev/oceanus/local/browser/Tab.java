package dev.oceanus.local.browser;

import dev.oceanus.common.life.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A tab of a browser. Not thread-safe. */
public final class Tab {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final DevTools devTools;
  private final Address address;

  /**
   * How the browser knows it.
   *
   * @param context of its visitor, as a parameter for the target that is made
   */
  record Address(String target, String session, Map<String, Object> context) {}

  Tab(DevTools devTools, Address address) {
    this.devTools = devTools;
    this.address = address;
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  Map<String, Object> context() {
    return address.context();
  }

  /** Calls a method of the protocol for this tab. */
  public JsonNode call(String method, Map<String, ?> parameters) {
    return devTools.call(address.session(), method, parameters);
  }

  /** Takes the visitor's network away, or gives it back. */
  public void offline(boolean offline) {
    call(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** Goes to a page and waits until it has loaded. */
  public void open(String url) {
    call("Page.navigate", Map.of("url", url));
    awaitTrue("location.href !== 'about:blank' && document.readyState === 'complete'");
  }

  /** Loads the page again. */
  public void reload() {
    run("window.beforeReload = true");
    call("Page.reload", Map.of());
    awaitTrue("!window.beforeReload && document.readyState === 'complete'");
  }

  /** From now on this script runs in each page before its own. */
  public void prepare(String script) {
    call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** The value of an expression; a promise is waited for. */
  public JsonNode value(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new BrowserException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  /** The value of an expression as a text. */
  public String text(String expression) {
    return value(expression).asString("");
  }

  /** Runs a script for its effect. */
  public void run(String script) {
    value("{" + script + "}; undefined");
  }

  /** Clicks on the first element of a selector, as a person does who sees it. */
  public void click(String selector) {
    run(
        "document.querySelector('%s').scrollIntoView({block: 'center', behavior: 'instant'})"
            .formatted(selector));
    JsonNode at =
        value(
            """
            (() => {
              const box = document.querySelector('%s').getBoundingClientRect();
              return {x: box.x + box.width / 2, y: box.y + box.height / 2};
            })()
            """
                .formatted(selector));
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              at.get("x").asDouble(),
              "y",
              at.get("y").asDouble(),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  /** Types into the first element of a selector. */
  public void type(String selector, String text) {
    run("document.querySelector('%s').focus()".formatted(selector));
    call("Input.insertText", Map.of("text", text));
  }

  /**
   * Waits until an expression is true.
   *
   * @throws BrowserException if it is not in time
   */
  public void awaitTrue(String expression) {
    long begun = System.nanoTime();
    while (!isTrue(expression)) {
      if (System.nanoTime() - begun > LIMIT.toNanos() || !Retry.pause(LOOK)) {
        throw new BrowserException("not true within " + LIMIT.toSeconds() + " s: " + expression);
      }
    }
  }

  private boolean isTrue(String expression) {
    try {
      return value("!!(" + expression + ")").asBoolean();
    } catch (BrowserException e) {
      return false; // the page that is asked may be on its way out
    }
  }

  /** What it has reported by events of this name, oldest first. */
  public List<JsonNode> events(String method) {
    return devTools.events(address.session(), method);
  }

  /** Exceptions, and errors and warnings in the console. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    devTools
        .events(address.session(), "Runtime.exceptionThrown")
        .forEach(event -> complaints.add(event.toString()));
    devTools
        .events(address.session(), "Log.entryAdded")
        .forEach(event -> complaints.add(event.toString()));
    devTools
        .events(address.session(), "Runtime.consoleAPICalled")
        .forEach(event -> complaints.add(event.toString()));
    return complaints;
  }

  /** Closes it as a person does. */
  public void close() {
    devTools.call(null, "Target.closeTarget", Map.of("targetId", address.target()));
  }
}
