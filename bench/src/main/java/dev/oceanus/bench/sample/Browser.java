package dev.oceanus.bench.sample;

import java.util.List;

/**
 * A browser as it shows itself in its headers.
 *
 * @param userAgent the header
 * @param hints what Chromium sends besides; empty for others
 * @param device as we call it
 * @param name with its major version, as we call it
 * @param system as we call it
 * @param screen width x height
 */
record Browser(
    String userAgent,
    List<String> hints,
    String device,
    String name,
    String system,
    String screen) {
  private static final String CHROME =
      "\"Google Chrome\";v=\"141\", \"Not?A_Brand\";v=\"8\", \"Chromium\";v=\"141\"";

  static final List<Browser> ALL =
      List.of(
          new Browser(
              "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                  + " Chrome/141.0.0.0 Safari/537.36",
              List.of(CHROME, "?0", "\"Windows\""),
              "pc",
              "Chrome 141",
              "Windows",
              "1920x1080"),
          new Browser(
              "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
                  + " like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
              List.of(),
              "mobile",
              "Safari 18",
              "iOS",
              "393x852"),
          new Browser(
              "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
                  + " Chrome/141.0.0.0 Mobile Safari/537.36",
              List.of(CHROME, "?1", "\"Android\""),
              "mobile",
              "Chrome 141",
              "Android",
              "412x915"),
          new Browser(
              "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0",
              List.of(),
              "pc",
              "Firefox 143",
              "macOS",
              "1512x982"));
}
