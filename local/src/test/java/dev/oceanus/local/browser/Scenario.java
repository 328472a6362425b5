package dev.oceanus.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * A site's pages for one test, and what its visitors' tags sent. The tag reaches the collector by a
 * way that may be blocked, under another origin than the pages'. Thread-safe.
 */
final class Scenario {
  /** Headers of an answer that no page of a test lives long enough to try again after. */
  static final Map<String, String> LATER = Map.of("Retry-After", "1800");

  /** Script that puts a page's clock ahead, to when that time is over. */
  static final String HALF_AN_HOUR_AHEAD = ahead(1_801);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String name;
  private final Stand stand;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger held = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  Scenario(String name, Stand stand) {
    this.name = name;
    this.stand = stand;
  }

  /**
   * A page.
   *
   * @param headers of its answer, besides its type
   */
  record Page(String html, Map<String, String> headers) {}

  /**
   * What a request of the tag is answered.
   *
   * @param status 0 for the collector's own answer
   */
  record Answer(int status, Map<String, String> headers) {}

  /** Script that puts a page's clock ahead by so many seconds. */
  static String ahead(long seconds) {
    return "const real = Date.now; Date.now = () => real() + %d * 1000".formatted(seconds);
  }

  String name() {
    return name;
  }

  /** The tag as this site has it, with further attributes. */
  String tag(String attributes) {
    return """
        <script async src="%s/oceanus.js" data-site="demo" data-collector="%s"
          data-path="/way/%s/" %s></script>
        """
        .formatted(stand.collector(), stand.pages().origin("localhost"), name, attributes);
  }

  /** Sets a page with the tag; what nobody has set is an empty page with the tag. */
  Scenario page(String path, String attributes, String body) {
    return page(path, new Page(html(path, tag(attributes), body), Map.of()));
  }

  Scenario page(String path, Page page) {
    pages.put(path, page);
    return this;
  }

  static String html(String title, String head, String body) {
    return """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">
        <title>%s</title>%s</head><body>%s</body></html>
        """
        .formatted(title, head, body);
  }

  /** Where a page is. */
  String url(String path) {
    return stand.pages().origin("127.0.0.1") + "/pages/" + name + "/" + path;
  }

  /** Opens a page as somebody whom nobody has seen before. */
  Tab visit(String path) {
    Tab tab = stand.chromium().newVisitor();
    tab.open(url(path));
    tab.awaitTrue("window.oceanus && window.oceanus.sites");
    return tab;
  }

  /** The next request that nothing else is said of is answered like this. */
  Scenario answer(int status, Map<String, String> headers) {
    answers.add(new Answer(status, headers));
    return this;
  }

  /** Requests of the tag wait from now on, until they are let go. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  /** Lets those go that wait, and all that come. */
  void letGo() {
    gate.countDown();
  }

  /** Waits until so many requests of the tag wait. */
  void awaitHeld(int count) {
    await(count + " held").atMost(LIMIT).until(() -> held.get() == count);
  }

  /** Lets a request of the tag wait, if it has to. */
  void pass() throws InterruptedException {
    held.incrementAndGet();
    gate.await();
    held.decrementAndGet();
  }

  Page page(String path) {
    return pages.computeIfAbsent(path, key -> new Page(html(key, tag(""), ""), Map.of()));
  }

  Answer answer() {
    Answer answer = answers.poll();
    return answer == null ? new Answer(0, Map.of()) : answer;
  }

  void asked(String path) {
    asked.add(path);
  }

  void received(Received request) {
    received.add(request);
  }

  /** Waits until a page was asked for. */
  void awaitAsked(String path) {
    await(path).atMost(LIMIT).until(() -> asked.contains(path));
  }

  /** All requests so far, oldest first. */
  List<Received> requests() {
    return List.copyOf(received);
  }

  /** Waits for so many requests. */
  List<Received> requests(int count) {
    await(count + " requests").atMost(LIMIT).until(() -> received.size() >= count);
    return requests();
  }

  /** All events that the collector has confirmed, oldest first. */
  List<JsonNode> stored() {
    return received.stream()
        .filter(Received::accepted)
        .flatMap(request -> request.events().stream())
        .toList();
  }

  /** Waits until an event of this name is confirmed. */
  List<JsonNode> stored(String event) {
    await(event)
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(stored())
                    .as("stored, when these had been asked for: %s", asked)
                    .anyMatch(each -> text(each, "evt").equals(event)));
    return stored();
  }

  /**
   * All events confirmed, once the page's tag has nothing left: it sends in order, so nothing of
   * before can follow a last event of our own, which is left out.
   */
  List<JsonNode> all(Tab tab) {
    tab.run("window.oceanus('event', 'end')");
    List<JsonNode> all = stored("end");
    assertThat(text(all.getLast(), "evt")).isEqualTo("end");
    return all.subList(0, all.size() - 1);
  }

  static String text(JsonNode event, String field) {
    return event.path(field).asString("");
  }

  /** Events as name and page, and for a route its title too. */
  List<String> told(List<JsonNode> events, String... fields) {
    return events.stream()
        .map(
            event ->
                String.join(
                    " ",
                    List.of(fields).stream()
                        .map(field -> text(event, field).replace(url(""), ""))
                        .toList()))
        .toList();
  }
}
