package dev.oceanus.bench.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One event of one visitor, the same for the same number.
 *
 * @param view what happened
 * @param browser with which browser
 * @param eventId identity of the event
 * @param visitorId identity of the browser
 * @param sessionId identity of the visit
 */
record Visit(PageView view, Browser browser, String eventId, String visitorId, String sessionId) {
  private static final String SITE_URL = "https://shop.example";
  private static final long TIME = 1_795_000_000_000L;

  static Visit of(long number) {
    SplittableRandom random = new SplittableRandom(number);
    return new Visit(
        PageView.ALL.get((int) (number % PageView.ALL.size())),
        Browser.ALL.get((int) (number / PageView.ALL.size() % Browser.ALL.size())),
        uuid(random),
        uuid(random),
        Long.toHexString(random.nextLong()));
  }

  /** A UUID of version 7 in its form. */
  private static String uuid(SplittableRandom random) {
    long high = TIME << 16 | 0x7000 | random.nextInt(1 << 12);
    long low = 1L << 63 | random.nextLong() >>> 2;
    return new UUID(high, low).toString();
  }

  /** The same visit, in which something else happened on the page. */
  Visit with(String event, String properties) {
    return new Visit(view.with(event, properties), browser, eventId, visitorId, sessionId);
  }

  String pageUrl() {
    String query =
        view.query().stream()
            .map(pair -> pair.substring(0, pair.indexOf('=') + 1) + encoded(value(pair)))
            .collect(Collectors.joining("&"));
    String path =
        List.of(view.path().split("/", -1)).stream()
            .map(Visit::encoded)
            .collect(Collectors.joining("/"));
    return SITE_URL + path + "?" + query;
  }

  /** Value of a parameter of the page's URL, or empty. */
  String parameter(String name) {
    return view.query().stream()
        .filter(pair -> pair.startsWith(name + "="))
        .map(Visit::value)
        .findFirst()
        .orElse("");
  }

  /** What the tag sends, the properties excepted, by the short names of the wire. */
  Map<String, String> wire() {
    Map<String, String> wire = new LinkedHashMap<>();
    wire.put("eid", eventId);
    wire.put("evt", view.event());
    wire.put("ts", Long.toString(TIME));
    wire.put("st", Long.toString(TIME + 312));
    wire.put("vid", visitorId);
    wire.put("ses", sessionId);
    wire.put("url", pageUrl());
    wire.put("tit", view.title());
    wire.put("ref", view.referrer());
    wire.put("lng", "ja");
    wire.put("enc", "UTF-8");
    wire.put("scr", browser.screen());
    wire.put("vie", browser.screen());
    wire.put("tv", "1.0.0");
    return wire;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String value(String pair) {
    return pair.substring(pair.indexOf('=') + 1);
  }
}
