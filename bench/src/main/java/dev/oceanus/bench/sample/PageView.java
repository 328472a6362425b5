package dev.oceanus.bench.sample;

import java.util.List;

/**
 * What happened on one page of a Japanese shop.
 *
 * @param title of the page
 * @param path of the page, not encoded
 * @param query of the page, not encoded, values behind {@code =}
 * @param referrer where from, encoded
 * @param event its name
 * @param properties as JSON
 */
record PageView(
    String title,
    String path,
    List<String> query,
    String referrer,
    String event,
    String properties) {
  static final List<PageView> ALL =
      List.of(
          new PageView(
              "秋冬の新作コート・ジャケット一覧｜送料無料のオンラインストア",
              "/category/レディース/コート",
              List.of(
                  "utm_source=google",
                  "utm_medium=cpc",
                  "utm_campaign=秋冬コート_2026",
                  "gclid=Cj0KCQjw8eTJBhCXARIsAKbT8X1pVqf"),
              "https://www.google.co.jp/",
              "page_view",
              "{\"category\":\"コート\",\"items\":24,\"sort\":\"新着順\"}"),
          new PageView(
              "【公式】オーガニックコットンの長袖Tシャツ（ネイビー）",
              "/item/12045-88/オーガニックコットン",
              List.of("color=ネイビー", "size=M", "from=ranking"),
              "https://shop.example/ranking?category=%E3%83%88%E3%83%83%E3%83%97%E3%82%B9",
              "item_view",
              "{\"sku\":\"12045-88\",\"price\":4290,\"stock\":true,\"brand\":\"みずいろ商店\"}"),
          new PageView(
              "カートの中身を確認する - ショッピングカート",
              "/cart",
              List.of("step=確認", "coupon=AUTUMN26"),
              "https://shop.example/item/12045-88/",
              "cart_view",
              "{\"total\":12870,\"currency\":\"JPY\",\"lines\":[{\"sku\":\"12045-88\",\"n\":3}]}"),
          new PageView(
              "「軽い　傘」の検索結果（38件）",
              "/search",
              List.of("q=軽い　傘　日傘兼用", "page=2", "utm_source=newsletter", "utm_medium=email"),
              "https://mail.example.jp/read?id=88120",
              "search",
              "{\"words\":\"軽い 傘 日傘兼用\",\"hits\":38,\"page\":2}"));

  /** The same page, on which something else happened. */
  PageView with(String event, String properties) {
    return new PageView(title, path, query, referrer, event, properties);
  }
}
