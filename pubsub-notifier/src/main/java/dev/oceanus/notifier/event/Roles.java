package dev.oceanus.notifier.event;

import dev.oceanus.common.schema.Schema;

/**
 * Which column of a schema says what. Each of them is a column of the schema, or empty where it has
 * none that says so.
 *
 * @param properties JSON of what else the page sent
 * @param visitor identity of the browser
 * @param name what happened
 * @param at when it was received
 * @param url of the page
 * @param title of the page
 * @param pageView the name of a page view
 * @param site name of its site
 * @param id identity of the event
 */
public record Roles(
    String properties,
    String visitor,
    String name,
    String at,
    String url,
    String title,
    String pageView,
    String site,
    String id) {
  private static final Roles WEB =
      new Roles(
          "properties",
          "visitor_id",
          "event_name",
          "received_at",
          "page_url",
          "page_title",
          "page_view",
          "site",
          "event_id");
  private static final Roles LOG =
      new Roles("jsn", "sid", "evt", "dt", "url", "tit", "view", "", "");
  private static final Roles FORM = new Roles("jsn", "sid", "", "dt", "url", "", "", "", "");

  /** Those of a site's schema. */
  public static Roles of(Schema schema) {
    return switch (schema.name()) {
      case "oceanus-log" -> LOG;
      case "oceanus-form" -> FORM;
      default -> WEB;
    };
  }
}
