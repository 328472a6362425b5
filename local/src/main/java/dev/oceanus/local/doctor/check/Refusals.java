package dev.oceanus.local.doctor.check;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What each refusal of a collector means and what to do about it, for the table in
 * docs/site-owners.md and for findings alike.
 */
public final class Refusals {
  private static final List<Reason> REASONS =
      List.of(
          new Reason(
              "missing",
              new Refusal(
                  "A field that every event needs is not there, or blank.",
                  "Send it; `field` names it. Pages mostly forget `evt`, the event's name.")),
          new Reason(
              "invalid",
              new Refusal(
                  "A value does not look as its field must.",
                  "Compare the value of `field` with the README's parameters: ids are hexadecimal, clocks are milliseconds.")),
          new Reason(
              "wrong_type",
              new Refusal(
                  "A value cannot be of its column's type, as `twelve` in a column of numbers.",
                  "Send the property in that type, or give the column another `type`; `replay` what was refused.")),
          new Reason(
              "not_json",
              new Refusal(
                  "The body, or `jsn`, is no JSON.",
                  "Write it with `JSON.stringify`, never by hand.")),
          new Reason(
              "too_complex",
              new Refusal(
                  "The JSON is nested too deep, has too many keys, or too long a number.",
                  "Send what will be queried, not whole objects of a program.")),
          new Reason(
              "duplicate_key",
              new Refusal(
                  "A key stands twice in one JSON object.",
                  "Send it once; nobody could tell which of the two counts.")),
          new Reason(
              "not_an_object",
              new Refusal(
                  "An element of the array is no JSON object.",
                  "Send objects: `[{\"evt\": \"hello\"}]`.")),
          new Reason(
              "no_events",
              new Refusal("The array is empty.", "Send nothing where there is nothing.")),
          new Reason(
              "too_many_events",
              new Refusal(
                  "The array has more events than one request may have.",
                  "Send at most 100 at once.")),
          new Reason(
              "too_many_parameters",
              new Refusal(
                  "The query or the form has too many fields.",
                  "Put what belongs together into `jsn`.")),
          new Reason(
              "site_repeated",
              new Refusal("The request names its site twice.", "Leave it in the path alone.")),
          new Reason(
              "too_large",
              new Refusal(
                  "The body is larger than is taken.",
                  "Send fewer events at once: 256 KiB at most.")),
          new Reason(
              "media_type",
              new Refusal(
                  "The body is of a type that this route does not take.",
                  "Send events as `application/json` or `text/plain`, forms as browsers do.")),
          new Reason(
              "not_multipart",
              new Refusal(
                  "The multipart body breaks off, or lacks its boundary.",
                  "Leave the header `Content-Type` of such a form to the browser.")),
          new Reason(
              "origin",
              new Refusal(
                  "The page's origin is not one of the site's.",
                  "Add it to the site's `origins` exactly as the browser sends it, and `replay` what was refused.")),
          new Reason(
              "host",
              new Refusal(
                  "The link leads to a host that the site does not list, and is not signed.",
                  "Add the host to `click: {hosts: [...]}` of the site, or sign the link.")),
          new Reason(
              "signature",
              new Refusal(
                  "The link's signature does not fit.",
                  "Sign it again with `./oceanus sign-link`; mailers and shops that change links break it.")),
          new Reason(
              "expired",
              new Refusal(
                  "The link was signed for a time that is over.",
                  "Sign it again, for longer or without `--expires`.")),
          new Reason(
              "no_key",
              new Refusal("A server sent no write key.", "Send `Authorization: Bearer KEY`.")),
          new Reason(
              "wrong_key",
              new Refusal(
                  "The write key is none of the site's.",
                  "Compare with `./oceanus keys check`; make another with `./oceanus keys`.")),
          new Reason(
              "rate",
              new Refusal(
                  "The site, or this address, sends more requests than it may.",
                  "Nothing, if it was a burst: the tag sends again. Else raise `rate` of the site.")));
  private static final List<Status> STATUSES =
      List.of(
          new Status(
              400,
              new Refusal(
                  "Nothing of the request was taken; the answer has the reason.",
                  "See the reasons.")),
          new Status(
              401,
              new Refusal(
                  "The route needs a write key, and none was sent.",
                  "Send `Authorization: Bearer KEY`, from a server and never from a page.")),
          new Status(
              403,
              new Refusal(
                  "This origin, or this key, may not send for the site.",
                  "See the reason in the answer: `origin` or `wrong_key`.")),
          new Status(
              404,
              new Refusal(
                  "There is no such site, or no such path; what was sent is not kept.",
                  "Compare the name with `sites.yaml`, and the path with the README. Names count capitals.")),
          new Status(
              405,
              new Refusal(
                  "The route takes another method; `Allow` says which.",
                  "POST events and forms, GET pictures.")),
          new Status(
              406,
              new Refusal(
                  "The request's `Accept-Encoding` allows no form of the page.",
                  "Leave it out, or allow `identity`.")),
          new Status(
              411,
              new Refusal(
                  "A POST over HTTP/1.0 says no length.",
                  "Send `Content-Length`, or use HTTP/1.1.")),
          new Status(413, new Refusal("The body is too large.", "Send fewer events at once.")),
          new Status(
              414,
              new Refusal("The address is too long.", "POST it as JSON to `/v1/events` instead.")),
          new Status(
              415,
              new Refusal(
                  "The body's type is not taken.",
                  "Send events as `application/json` or `text/plain`.")),
          new Status(
              417,
              new Refusal(
                  "The request expects something else than `100-continue`.",
                  "Leave `Expect` out.")),
          new Status(
              429,
              new Refusal(
                  "The site, or this address, sends more than it may.",
                  "Wait as long as `Retry-After` says, as the tag does; raise `rate` of the site if it is right.")),
          new Status(
              500,
              new Refusal(
                  "The collector met a fault of its own.",
                  "Its log tells more. Please report it.")),
          new Status(
              501,
              new Refusal(
                  "The body is sent in another way than in plain chunks.",
                  "Send `Transfer-Encoding: chunked` or a length, and nothing else.")),
          new Status(
              502,
              new Refusal(
                  "A proxy before the collector cannot reach it.",
                  "Look after the collector and its balancer.")),
          new Status(
              503,
              new Refusal(
                  "The event cannot be put on disk now.",
                  "Wait as long as `Retry-After` says, as the tag does. Who operates the collector should look after Redis.")),
          new Status(
              504,
              new Refusal(
                  "A proxy before the collector gave up waiting.",
                  "Look after the collector and its balancer.")),
          new Status(
              505, new Refusal("The request is of another version of HTTP.", "Use HTTP/1.1.")));

  /**
   * A refusal.
   *
   * @param meaning whole sentences
   * @param remedy likewise
   */
  public record Refusal(String meaning, String remedy) {}

  /** A word of the collector's, with what it means. */
  public record Reason(String key, Refusal refusal) {}

  /** A status that is no success, with what it means. */
  public record Status(int code, Refusal refusal) {}

  private Refusals() {}

  /** All words by which a collector refuses events. */
  public static List<Reason> reasons() {
    return REASONS;
  }

  /** All statuses by which requests fail. */
  public static List<Status> statuses() {
    return STATUSES;
  }

  static Refusal ofReason(String key) {
    return REASONS.stream()
        .filter(reason -> reason.key.equals(key))
        .map(Reason::refusal)
        .findFirst()
        .orElseGet(
            () -> new Refusal("The collector says " + key + ".", "See docs/site-owners.md."));
  }

  static Refusal ofStatus(int code) {
    return STATUSES.stream()
        .filter(status -> status.code == code)
        .map(Status::refusal)
        .findFirst()
        .orElseGet(
            () ->
                new Refusal(
                    "That is no answer of a collector.", "Check that the address is right."));
  }

  /** The line of {@code sites.yaml} that lets an origin in. */
  static String originLine(Collection<String> origins, String origin) {
    StringBuilder line = new StringBuilder("Write in sites.yaml: origins: [");
    new TreeSet<>(origins).forEach(each -> line.append('"').append(each).append("\", "));
    return line.append('"').append(origin).append("\"]").toString();
  }
}
