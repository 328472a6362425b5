package dev.oceanus.local.doctor.check;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What each refusal of a collector means and what to do about it, for the table in
 * docs/site-owners.md and for findings alike.
 */
public final class Refusals {
  private static final Map<String, Refusal> BY_REASON = new LinkedHashMap<>();
  private static final Map<Integer, Refusal> BY_STATUS = new LinkedHashMap<>();

  static {
    reason(
        "missing",
        "A field that every event needs is not there, or blank.",
        "Send it: `evt` is the one that pages forget; `field` names it.");
    reason(
        "invalid",
        "A value does not look as its field must.",
        "Compare the value of `field` with the README's parameters; ids are UUIDs, clocks milliseconds.");
    reason(
        "wrong_type",
        "A value cannot be of its column's type, as `twelve` in a column of numbers.",
        "Send the property in that type, or change the column's `type`.");
    reason(
        "not_json",
        "The body, or `jsn`, is not JSON.",
        "Build it with `JSON.stringify`, never by hand.");
    reason(
        "too_complex",
        "The JSON is nested too deep, or has too many keys or too large a number.",
        "Send what you query, not whole objects of your program.");
    reason(
        "duplicate_key",
        "A key stands twice in one JSON object.",
        "Send each once; which of them counts nobody could tell.");
    reason(
        "not_an_object",
        "An element of the array is no JSON object.",
        "Send objects, `[{\"evt\": ...}]`.");
    reason("no_events", "The array is empty.", "Send nothing where there is nothing.");
    reason(
        "too_many_events",
        "The array has more events than one request may have.",
        "Send at most 100 at once.");
    reason(
        "too_many_parameters",
        "The query or form has too many fields.",
        "Put what belongs together into `jsn`.");
    reason("site_repeated", "The site stands twice in the request.", "Leave it in the path alone.");
    reason(
        "too_large",
        "The body is larger than is taken.",
        "Send fewer events at once, 256 KiB at most.");
    reason(
        "media_type",
        "The body is of a type that this route does not take.",
        "`application/json` or `text/plain` for events, a form's types for forms.");
    reason(
        "not_multipart",
        "The multipart body breaks off or lacks its boundary.",
        "Let the browser or a library write it.");
    reason(
        "origin",
        "The page's origin is not one of the site's.",
        "Add it to the site's `origins`, exactly as the browser sends it, and `replay` what was refused.");
    status(
        400,
        "Nothing of the request could be taken; the answer has the reason of each event.",
        "See the reason's row below.");
    status(
        401,
        "The route needs a write key, and none was sent.",
        "Send `Authorization: Bearer KEY`, from a server only.");
    status(
        403,
        "This origin, or this key, may not send for the site.",
        "Add the page's origin to the site's `origins`; for servers see the key.");
    status(
        404,
        "The collector knows no such site, or no such path.",
        "Compare the site's name with `sites.yaml`, and the path with the README; what was sent is not kept.");
    status(
        405,
        "The route takes another method; `Allow` says which.",
        "Use that one: POST for events and forms, GET for pictures.");
    status(413, "The body is too large.", "Send fewer events at once.");
    status(414, "The address is too long.", "Send it as JSON to `/v1/events`.");
    status(415, "The body's type is not taken.", "`application/json` or `text/plain` for events.");
    status(
        429,
        "The site, or this address, sends faster than it may.",
        "The tag waits as long as `Retry-After` says and sends again; raise the site's `rate` if it is right.");
    status(500, "A fault of the collector's own.", "Its log has it; please report it.");
    status(
        502,
        "A proxy before the collector found none that answers.",
        "Look after the collector and its balancer.");
    status(
        503,
        "The event cannot be put on disk now.",
        "The tag waits as long as `Retry-After` says and sends again; look after the collector's Redis.");
    status(
        504,
        "A proxy before the collector gave up waiting.",
        "Look after the collector and its balancer.");
  }

  /**
   * A refusal.
   *
   * @param meaning whole sentences
   * @param remedy likewise
   */
  public record Refusal(String meaning, String remedy) {}

  private Refusals() {}

  private static void reason(String key, String meaning, String remedy) {
    BY_REASON.put(key, new Refusal(meaning, remedy));
  }

  private static void status(int status, String meaning, String remedy) {
    BY_STATUS.put(status, new Refusal(meaning, remedy));
  }

  /** All reasons, as answers and rows have them, in their order. */
  public static Map<String, Refusal> byReason() {
    return new LinkedHashMap<>(BY_REASON);
  }

  /** All statuses that are no success, in their order. */
  public static Map<Integer, Refusal> byStatus() {
    return new LinkedHashMap<>(BY_STATUS);
  }

  static Refusal ofReason(String reason) {
    return BY_REASON.getOrDefault(
        reason, new Refusal("The collector says " + reason + ".", "See docs/site-owners.md."));
  }

  static Refusal ofStatus(int status) {
    return BY_STATUS.getOrDefault(
        status,
        new Refusal("The answer is none of a collector's.", "Check that the address is right."));
  }

  /** The line of {@code sites.yaml} that lets an origin in. */
  static String originLine(Collection<String> origins, String origin) {
    StringBuilder line = new StringBuilder("Write in sites.yaml: origins: [");
    new TreeSet<>(origins).forEach(each -> line.append('"').append(each).append("\", "));
    return line.append('"').append(origin).append("\"]").toString();
  }
}
