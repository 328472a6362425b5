package dev.oceanus.local.browser;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A tab of a browser. Not thread-safe. */
final class Tab {
  private static final Duration LIMIT = Duration.ofSeconds(60);

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

  JsonNode call(String method, Map<String, ?> parameters) {
    return devTools.call(address.session(), method, parameters);
  }

  /** Takes the visitor's network away, or gives it back. */
  void offline(boolean offline) {
    call(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** Goes to a page and waits until it has loaded. */
  void open(String url) {
    call("Page.navigate", Map.of("url", url));
    awaitTrue("location.href !== 'about:blank' && document.readyState === 'complete'");
  }

  /** Loads the page again. */
  void reload() {
    run("window.beforeReload = true");
    call("Page.reload", Map.of());
    awaitTrue("!window.beforeReload && document.readyState === 'complete'");
  }

  /** From now on this script runs in each page before its own. */
  void prepare(String script) {
    call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** The value of an expression; a promise is waited for. */
  JsonNode value(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  String text(String expression) {
    return value(expression).asString("");
  }

  void run(String script) {
    value("{" + script + "}; undefined");
  }

  /** Clicks on the first element of a selector, as a person does who sees it. */
  void click(String selector) {
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
  void type(String selector, String text) {
    run("document.querySelector('%s').focus()".formatted(selector));
    call("Input.insertText", Map.of("text", text));
  }

  void awaitTrue(String expression) {
    await(expression)
        .atMost(LIMIT)
        .ignoreExceptions() // the page that is asked may be on its way out
        .until(() -> value("!!(" + expression + ")").asBoolean());
  }

  /** Exceptions, and errors and warnings in the console. */
  List<String> complaints() {
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
  void close() {
    devTools.call(null, "Target.closeTarget", Map.of("targetId", address.target()));
  }
}
