package dev.oceanus.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes up visits of Japanese shops, the same ones for the same random numbers. */
final class Visits {
  static final List<String> SITES = List.of("shop", "media");

  private static final List<String> TITLES =
      List.of(
          "春の新作コレクション | オシャレ通販サイト",
          "【送料無料】北海道産ほたて貝柱 1kg – お取り寄せ",
          "カート",
          "会員登録(無料)— 「ようこそ」 & <b>あと一歩</b>",
          "𠮷野家の牛丼 🍜 レシピ\t第3回",
          "Sales & Support's \"best\" \\ 100% O'Reilly; DROP TABLE events_shop--");
  private static final List<String> PLACES = List.of("商品", "特集/夏", "カート", "検索", "ブログ/旅行");
  private static final List<String> SOURCES = List.of("google", "yahoo", "メルマガ", "line");
  private static final List<String> BROWSERS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/142.0.0.0 Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
  private static final List<String> PROPERTIES =
      List.of(
          "{\"金額\":%d,\"通貨\":\"JPY\"}",
          "{ \"items\": [ {\"sku\":\"A-%d\",\"名前\":\"ほたて\\u8c9d柱\",\"qty\":2} ],\n \"coupon\": null }",
          "{\"depth\":{\"a\":{\"b\":[1.0e3,-0,0.10,true]}},\"n\":%d}",
          "[\"クリック\",%d,\"\\\"引用\\\"\"]",
          "{\"メモ\":\"改行\\nタブ\\tと絵文字🙇\",\"n\":%d}");

  private final RandomGenerator random;

  Visits(RandomGenerator random) {
    this.random = random;
  }

  Visit next(String site) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("event_id", id(random));
    values.put("event_name", oneOf(List.of("page_view", "click", "購入", "scroll")));
    values.put("visitor_id", "%016x".formatted(random.nextLong()));
    maybe(values, "session_id", Long.toString(random.nextLong(1L << 40), 36));
    maybe(values, "page_view_id", Long.toString(random.nextLong(1L << 50), 36));
    maybe(values, "user_id", "会員-" + random.nextInt(100_000));
    maybe(values, "page_title", oneOf(TITLES));
    maybe(values, "referrer", "https://www.google.co.jp/search?q=" + encoded(oneOf(PLACES)));
    maybe(values, "properties", oneOf(PROPERTIES).formatted(random.nextInt(1_000_000)));
    maybe(values, "language", "ja-JP");
    maybe(values, "charset", oneOf(List.of("UTF-8", "Shift_JIS")));
    maybe(values, "screen", "1920x1080");
    maybe(values, "viewport", random.nextInt(300, 1920) + "x" + random.nextInt(300, 1080));
    maybe(values, "option_id", "割引-" + random.nextInt(10));
    values.put("tag_version", "0.1");
    Map<String, String> derived = new LinkedHashMap<>();
    values.put("page_url", url(derived));
    return new Visit(site, oneOf(BROWSERS), values, derived);
  }

  private String url(Map<String, String> derived) {
    StringBuilder url =
        new StringBuilder("https://shop.example.jp/")
            .append(encoded(oneOf(PLACES)))
            .append("?p=")
            .append(random.nextInt(1_000));
    parameter(url, derived, "utm_source", oneOf(SOURCES));
    parameter(url, derived, "utm_medium", "cpc");
    parameter(url, derived, "utm_campaign", "夏の大感謝祭 " + random.nextInt(9));
    parameter(url, derived, "utm_term", "貝柱+通販");
    if (random.nextInt(4) == 0) {
      String click = "Cj0KCQ" + Long.toString(random.nextLong(1L << 60), 36);
      url.append("&gclid=").append(click);
      derived.put("click_id", "gclid=" + click);
    }
    return url.toString();
  }

  private void parameter(
      StringBuilder url, Map<String, String> derived, String name, String value) {
    if (random.nextInt(3) == 0) {
      url.append('&').append(name).append('=').append(encoded(value));
      derived.put(name, value);
    }
  }

  private void maybe(Map<String, String> values, String name, String value) {
    if (random.nextInt(4) > 0) {
      values.put(name, value);
    }
  }

  /** A UUID of version 4. */
  static String id(RandomGenerator random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
