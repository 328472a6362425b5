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
  private final String target;
  private final String session;

  Tab(DevTools devTools, String target, String session) {
    this.devTools = devTools;
    this.target = target;
    this.session = session;
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  JsonNode call(String method, Map<String, ?> parameters) {
    return devTools.call(session, method, parameters);
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
        .events(session, "Runtime.exceptionThrown")
        .forEach(event -> complaints.add(event.toString()));
    devTools.events(session, "Log.entryAdded").forEach(event -> complaints.add(event.toString()));
    devTools
        .events(session, "Runtime.consoleAPICalled")
        .forEach(event -> complaints.add(event.toString()));
    return complaints;
  }

  /** Closes it as a person does. */
  void close() {
    devTools.call(null, "Target.closeTarget", Map.of("targetId", target));
  }
}
