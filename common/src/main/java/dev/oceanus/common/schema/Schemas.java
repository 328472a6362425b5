package dev.oceanus.common.schema;

import static dev.oceanus.common.schema.Source.of;
import static dev.oceanus.common.schema.Source.wire;

import dev.oceanus.common.schema.Field.Normal;
import dev.oceanus.common.schema.Source.Kind;
import java.util.List;

/**
 * The built-in schemas. {@link #WEB} is the default; {@link #LOG} and {@link #FORM} are the tables
 * of the Python system; {@link #REFUSED} and {@link #DEAD_LETTERS} hold what could not become a row
 * of the others.
 */
public final class Schemas {
  /**
   * Most characters that one code point becomes in JSON of the Python system's tables, which is
   * ASCII: two escapes. Their lengths are those of what is sent, times this.
   */
  public static final int ASCII_GROWTH = 12;

  private static final Field TRUNCATED =
      Field.string(
          "truncated",
          512,
          of(Kind.COLLECTOR),
          "Names of the fields that were cut to their longest value, comma-separated.");

  /** Events of web pages. */
  public static final Schema WEB =
      new Schema(
          "web",
          List.of(
              Field.string(
                      "event_id",
                      64,
                      wire("eid", "event_id"),
                      "Identity of the event: from the page, else made by the collector (UUIDv7).")
                  .matching("[0-9A-Za-z_.:-]+")
                  .asRequired(),
              Field.string("site", 128, of(Kind.COLLECTOR), "Site as named in the catalogue.")
                  .asRequired(),
              Field.string("event_name", 128, wire("evt", "event_name"), "What happened.")
                  .asRequired(),
              Field.of(
                      "received_at",
                      FieldType.TIMESTAMP,
                      of(Kind.COLLECTOR),
                      "When the collector received the event.")
                  .asRequired(),
              Field.of(
                  "occurred_at",
                  FieldType.TIMESTAMP,
                  wire("ts"),
                  "When it happened, by the page's clock, corrected by the difference at sending."),
              Field.string(
                  "visitor_id", 64, wire("vid", "visitor_id", "sid"), "Identity of the browser."),
              Field.string("session_id", 64, wire("ses", "session_id"), "Identity of the visit."),
              Field.string(
                  "page_view_id", 64, wire("pvid", "page_view_id"), "Identity of the page view."),
              Field.string(
                  "user_id", 256, wire("uid", "user_id"), "The site's own id of the person."),
              Field.string("page_url", 4096, wire("url", "page_url"), "URL of the page."),
              Field.string("page_title", 1024, wire("tit", "page_title"), "Title of the page."),
              Field.string("referrer", 4096, wire("ref", "referrer"), "URL that led to the page."),
              Field.string("utm_source", 512, of(Kind.PAGE_URL), "utm_source of the page's URL."),
              Field.string("utm_medium", 512, of(Kind.PAGE_URL), "utm_medium of the page's URL."),
              Field.string(
                  "utm_campaign", 512, of(Kind.PAGE_URL), "utm_campaign of the page's URL."),
              Field.string("utm_term", 512, of(Kind.PAGE_URL), "utm_term of the page's URL."),
              Field.string("utm_content", 512, of(Kind.PAGE_URL), "utm_content of the page's URL."),
              Field.string(
                  "click_id",
                  512,
                  of(Kind.PAGE_URL),
                  "Advertiser's click id of the page's URL, as name=value (gclid, yclid, ...)."),
              Field.json(
                  "properties", 32_768, wire("jsn", "properties"), "What else the page sent."),
              Field.string("ip", 45, of(Kind.CONNECTION), "Address of the client."),
              Field.string(
                  "country", 64, of(Kind.CONNECTION), "Country, from the load balancer's header."),
              Field.string(
                  "region", 64, of(Kind.CONNECTION), "Region, from the load balancer's header."),
              Field.string(
                  "city", 128, of(Kind.CONNECTION), "City, from the load balancer's header."),
              Field.string("user_agent", 1024, of(Kind.CONNECTION), "The User-Agent header."),
              Field.string(
                  "device_type", 16, of(Kind.USER_AGENT), "pc, mobile, tablet, bot or empty."),
              Field.string("browser", 64, of(Kind.USER_AGENT), "Browser and its major version."),
              Field.string("os", 64, of(Kind.USER_AGENT), "Operating system."),
              Field.string(
                  "bot",
                  128,
                  of(Kind.USER_AGENT),
                  "Why this is taken for a bot; null if it isn't."),
              Field.string("language", 64, wire("lng", "language"), "Language of the browser."),
              Field.string("charset", 32, wire("enc", "charset"), "Character set of the page."),
              Field.string(
                  "screen", 16, wire("scr", "screen"), "Screen, width x height in pixels."),
              Field.string(
                  "viewport", 16, wire("vie", "viewport"), "Viewport, width x height in pixels."),
              Field.string("option_id", 64, wire("oid", "option_id"), "The site's free label."),
              Field.string("tag_version", 32, wire("tv", "tag_version"), "Version of the tag."),
              TRUNCATED));

  /**
   * The access log of the Python system; all columns are STRING. What each of its routes asks for
   * besides is the collector's matter.
   */
  public static final Schema LOG =
      new Schema(
          "oceanus-log",
          List.of(
              Field.string("dt", 26, of(Kind.COLLECTOR), "When it was received, UTC, microseconds.")
                  .asRequired(),
              Field.string("oid", 16, wire("oid"), "Option id.").asRequired(),
              Field.string("sid", 32, wire("sid"), "Visitor id.")
                  .normalised(Normal.LOWER_CASE)
                  .matching("[0-9a-f]{0,32}")
                  .asRequired(),
              Field.string("uid", 64, wire("uid"), "User id."),
              Field.string("rad", 45, of(Kind.CONNECTION), "Remote address.").asRequired(),
              Field.string("evt", 16, wire("evt"), "Event name.")
                  .normalised(Normal.LOWER_CASE)
                  .asRequired(),
              Field.string("tit", 1024, wire("tit"), "Page title."),
              Field.string("url", 1024, wire("url"), "Page URL."),
              Field.string("ref", 1024, wire("ref"), "Referrer."),
              Field.string(
                      "jsn", 4_096 * ASCII_GROWTH, wire("jsn"), "What else the page sent, as JSON.")
                  .normalised(Normal.CANONICAL_JSON),
              Field.string("ua", 512, of(Kind.CONNECTION), "User agent."),
              Field.string("dev", 16, of(Kind.USER_AGENT), "pc, mobile, tablet, bot or empty."),
              Field.string("enc", 16, wire("enc"), "Character set of the page.")
                  .normalised(Normal.UPPER_CASE)
                  .matching("[0-9a-zA-Z\\-()_\\s]*"),
              Field.string("scr", 16, wire("scr"), "Screen size."),
              Field.string("vie", 16, wire("vie"), "Viewport size."),
              TRUNCATED));

  /** The form table of the Python system; all columns are STRING. */
  public static final Schema FORM =
      new Schema(
          "oceanus-form",
          List.of(
              Field.string("dt", 26, of(Kind.COLLECTOR), "When it was received, UTC, microseconds.")
                  .asRequired(),
              Field.string("oid", 16, wire("oid"), "Option id.").asRequired(),
              Field.string("sid", 32, wire("sid"), "Visitor id.")
                  .normalised(Normal.LOWER_CASE)
                  .matching("[0-9a-f]{1,32}")
                  .asRequired(),
              Field.string("rad", 45, of(Kind.CONNECTION), "Remote address.").asRequired(),
              Field.string("uid", 64, wire("uid"), "User id."),
              Field.string("name", 1024, wire("name"), "Name of the person."),
              Field.string("cname", 1024, wire("cname"), "Company of the person."),
              Field.string("email", 1024, wire("email"), "Address of the person."),
              Field.string("tel", 1024, wire("tel"), "Telephone of the person."),
              Field.string(
                      "jsn",
                      10_000 * ASCII_GROWTH,
                      wire("jsn"),
                      "What else the form held, as JSON.")
                  .normalised(Normal.CANONICAL_JSON),
              Field.string("ua", 512, of(Kind.CONNECTION), "User agent."),
              Field.string("dev", 16, of(Kind.USER_AGENT), "pc, mobile, tablet, bot or empty."),
              Field.string("url", 1024, wire("url"), "Page URL."),
              Field.string("enc", 16, wire("enc"), "Character set of the page.")
                  .normalised(Normal.UPPER_CASE)
                  .matching("[0-9a-zA-Z\\-()_\\s]*"),
              TRUNCATED));

  /** Events of known sites that failed a check. */
  public static final Schema REFUSED =
      new Schema(
          "refused",
          List.of(
              Field.of(
                      "refused_at",
                      FieldType.TIMESTAMP,
                      of(Kind.COLLECTOR),
                      "When the collector refused it.")
                  .asRequired(),
              Field.string("site", 128, of(Kind.COLLECTOR), "Site as named in the catalogue.")
                  .asRequired(),
              Field.string("route", 64, of(Kind.COLLECTOR), "Route that it came by.").asRequired(),
              Field.string("reason", 64, of(Kind.COLLECTOR), "Why, from a closed set of words.")
                  .asRequired(),
              Field.string("field", 128, of(Kind.COLLECTOR), "Field at fault, where there is one."),
              Field.string("detail", 1024, of(Kind.COLLECTOR), "Rule that was broken, in words."),
              Field.string(
                  "raw",
                  65_536,
                  of(Kind.COLLECTOR),
                  "The event as it was sent, or the whole request where its events could not be"
                      + " told apart, cut to length; raw_state says what may be missing."),
              Field.string("ip", 45, of(Kind.CONNECTION), "Address of the client."),
              Field.string("user_agent", 1024, of(Kind.CONNECTION), "The User-Agent header."),
              Field.string(
                  "raw_state",
                  16,
                  of(Kind.COLLECTOR),
                  "whole; cut to its longest length; masked, where values or addresses were"
                      + " replaced by the site's setting; withheld, where it could not be read to"
                      + " mask it, or the site keeps none; or absent, where the body was not read."
                      + " Only what is whole can be replayed."),
              Field.string("content_type", 256, of(Kind.CONNECTION), "The Content-Type header."),
              Field.string("origin", 512, of(Kind.CONNECTION), "The Origin header."),
              Field.string("referer", 4_096, of(Kind.CONNECTION), "The Referer header."),
              Field.string(
                  "country", 64, of(Kind.CONNECTION), "Country, as the load balancer names it."),
              Field.string(
                  "region", 128, of(Kind.CONNECTION), "Region, as the load balancer names it."),
              Field.string(
                  "city", 128, of(Kind.CONNECTION), "City, as the load balancer names it.")));

  /** Acknowledged entries that cannot become a row of their table. */
  public static final Schema DEAD_LETTERS =
      new Schema(
          "dead_letters",
          List.of(
              Field.of(
                      "dead_at",
                      FieldType.TIMESTAMP,
                      of(Kind.LOADER),
                      "When the loader gave it up.")
                  .asRequired(),
              Field.string("lane", 128, of(Kind.LOADER), "Table that it was meant for.")
                  .asRequired(),
              Field.string("entry", 256, of(Kind.LOADER), "Shard and id of the entry in Redis.")
                  .asRequired(),
              Field.string("batch", 128, of(Kind.LOADER), "Batch that left it out.").asRequired(),
              Field.string("reason", 64, of(Kind.LOADER), "Why, from a closed set of words.")
                  .asRequired(),
              Field.string("field", 128, of(Kind.LOADER), "Field at fault, where there is one."),
              Field.string("detail", 1024, of(Kind.LOADER), "What was found, in words."),
              Field.string(
                      "event",
                      1_048_576,
                      of(Kind.LOADER),
                      "The entry's bytes as text, or as 'base64:...' where they are not UTF-8.")
                  .asRequired(),
              Field.string(
                  "event_state",
                  16,
                  of(Kind.LOADER),
                  "whole; cut to its longest length; masked, where values were replaced by a site's"
                      + " setting; or withheld, where it could not be read to mask it. Only what is"
                      + " whole can be replayed.")));

  private Schemas() {}

  /** The schemas that a site may name, the default first. */
  public static List<Schema> forSites() {
    return List.of(WEB, LOG, FORM);
  }
}
