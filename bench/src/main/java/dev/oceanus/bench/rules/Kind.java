package dev.oceanus.bench.rules;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What rules ask for, with rules that ask for it as shops do: fifty in all. */
public enum Kind {
  /** What happened. */
  NAME(
      "name",
      """
      purchase     event_name == 'purchase'
      signup       event_name == 'signup'
      contact      event_name == 'contact'
      error        event_name == 'error'
      refund       event_name == 'refund'
      video        event_name in ['video_end', 'video_abort', 'video_error']
      """),
  /** A number among the properties. */
  NUMBER(
      "number",
      """
      big-order    has(properties.total) && properties.total >= 100000
      odd-order    has(properties.total) && properties.total < 10.5
      many-items   has(properties.items) && properties.items > 100
      no-hits      has(properties.hits) && properties.hits == 0
      deep-search  has(properties.page) && properties.page > 50
      cheap        has(properties.price) && properties.price < 100
      dear         has(properties.price) && properties.price >= 500000.0
      long-cart    has(properties.lines) && size(properties.lines) > 20
      """),
  /** A part of the page's URL. */
  URL(
      "part of the URL",
      """
      thanks       page_url.contains('/thanks')
      form-sent    page_url.contains('/contact/done')
      admin        page_url.startsWith('https://shop.example/admin')
      staging      page_url.startsWith('https://staging.shop.example/')
      beta         page_url.startsWith('https://shop.example/beta/')
      campaign     page_url.contains('utm_campaign=launch')
      partner      page_url.contains('from=partner')
      trailing     page_url.endsWith('#apply')
      """),
  /** A pattern. */
  PATTERN(
      "pattern",
      """
      order-page   page_url.matches('/orders/[0-9]+/done$')
      by-address   page_url.matches('^https?://[0-9.]+(:[0-9]+)?/')
      attack       page_url.matches('(?i)(%3Cscript|union(%20|[+])+select)')
      internal     utm_campaign.matches('(?i)^internal[-_]')
      robot        user_agent.matches('(?i)bot|crawler|spider|headless')
      number-asked has(properties.words) && string(properties.words).matches('^[0-9]{8,}$')
      """),
  /** A column that has no value. */
  EMPTY(
      "empty column",
      """
      known        user_id != ''
      staff        user_id.startsWith('staff-')
      content      utm_content != '' && utm_content != 'control'
      term         utm_term == 'oceanus'
      """),
  /** Several things at once. */
  SEVERAL(
      "several things",
      """
      dear-cart    event_name == 'cart_view' && has(properties.total) && properties.total >= 50000
      big-in-yen   event_name == 'purchase' && properties.total >= 100000 && properties.currency == 'JPY'
      paid-signup  event_name == 'signup' && (utm_medium == 'affiliate' || utm_medium == 'banner')
      ask-pc       event_name == 'contact' && device_type == 'tablet' && page_url.contains('/item/')
      stock-out    event_name == 'item_view' && has(properties.stock) && !properties.stock
      mail-search  event_name == 'search' && utm_source == 'newsletter' && properties.hits < 3
      coat-ads     event_name == 'page_view' && utm_source == 'google' && page_url.contains('sale=1')
      old-browser  browser.startsWith('IE') || browser.startsWith('Safari 9') || os == 'Windows 7'
      fraud        event_name == 'purchase' && properties.total > 1000000 && language != 'ja'
      late-refund  event_name == 'refund' && received_at.getHours('Asia/Tokyo') < 5
      lost-cart    event_name == 'cart_view' && has(properties.lines) && properties.lines.exists(line, line.n > 50)
      """),
  /** A property that is there seldom, and asked for. */
  SELDOM(
      "rare property",
      """
      pro          has(properties.plan) && properties.plan == 'pro'
      slow         has(properties.millis) && properties.millis > 4000
      score        has(properties.survey) && has(properties.survey.score) && properties.survey.score <= 3
      stars        !(!has(properties.stars) || properties.stars > 2)
      vip          'vip' in properties && properties.vip == true
      """),
  /** The same, but not asked for: the condition cannot be decided. */
  UNDECIDED(
      "not decided",
      """
      coupon       properties.coupon == 'WELCOME'
      rating       properties.rating < 2.5
      """);

  private final String title;
  private final String table;

  Kind(String title, String table) {
    this.title = title;
    this.table = table;
  }

  /** Conditions in CEL, by the name of their rule. */
  Map<String, String> conditions() {
    Map<String, String> conditions = new LinkedHashMap<>();
    table
        .lines()
        .forEach(
            line -> {
              String name = line.substring(0, line.indexOf(' '));
              conditions.put(name, line.substring(name.length()).strip());
            });
    return conditions;
  }

  /** In words. */
  public String title() {
    return title;
  }

  /** Its name in JSON. */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
