package dev.oceanus.collector.click;

import dev.oceanus.collector.click.Destination.Unsure;
import dev.oceanus.collector.click.Destination.Web;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a click is led to where it wants to go: to a host that the site lists, or by a
 * link that was signed for the site and has not expired. Thread-safe.
 */
public final class Links {
  /** Parameter with the URL to go to. */
  public static final String URL = "url";

  /** Parameter with the signature. */
  public static final String SIGNATURE = "sig";

  /** Parameter with the second since 1970 from which the signature does not count any more. */
  public static final String EXPIRES = "exp";

  private static final int MOST_PARAMETERS = 1000;
  private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,11}");

  private final LinkKeys keys;
  private final String path;

  /**
   * @param path of the route that asks, which no link may lead to
   */
  public Links(LinkKeys keys, String path) {
    this.keys = keys;
    this.path = path;
  }

  /** What is decided. */
  public sealed interface Verdict {
    /** The click is led there. */
    record Allowed(String url) implements Verdict {}

    /** It is not. */
    record Denied(Reason reason, String field, String detail) implements Verdict {}
  }

  /** What stands in a link, as it was decoded. */
  private record Link(String url, @Nullable String signature, @Nullable String expires) {}

  /** Decides about the parameters of a link. */
  public Verdict judge(Site site, Values query, Instant now) {
    for (String name : List.of(URL, SIGNATURE, EXPIRES)) {
      if (query.count(name) > 1) {
        return new Verdict.Denied(Reason.INVALID, name, "must not be repeated");
      }
    }
    String url = value(query, URL);
    if (url == null || url.isBlank()) {
      return new Verdict.Denied(Reason.MISSING, URL, "is required");
    }
    Link link = new Link(url, value(query, SIGNATURE), value(query, EXPIRES));
    return switch (Destination.of(url)) {
      case Unsure(var why) -> new Verdict.Denied(Reason.INVALID, URL, why);
      case Web web when leadsBack(web) ->
          new Verdict.Denied(Reason.INVALID, URL, "must not lead to a redirect of ours");
      case Web web when site.access().clickHosts().contains(web.authority()) ->
          new Verdict.Allowed(web.url());
      case Web web -> bySignature(site, web, link, now);
    };
  }

  private Verdict bySignature(Site site, Web web, Link link, Instant now) {
    String expires = link.expires;
    if (link.signature == null) {
      return new Verdict.Denied(
          Reason.HOST, URL, "leads to a host that the site does not list, and is not signed");
    }
    boolean readable = expires == null || SECONDS.matcher(expires).matches();
    if (!readable || !keys.signed(site.name(), link.url, expires, link.signature)) {
      return new Verdict.Denied(Reason.SIGNATURE, SIGNATURE, "does not fit site, url and exp");
    }
    if (expires != null && now.getEpochSecond() >= Long.parseLong(expires)) {
      return new Verdict.Denied(Reason.EXPIRED, EXPIRES, "the link's time is over");
    }
    return new Verdict.Allowed(web.url());
  }

  /** Whether it leads to a redirect of ours, however its path is escaped. */
  private boolean leadsBack(Web web) {
    String led = UrlEncoded.decode(web.path(), 0, web.path().length());
    int query = web.url().indexOf('?');
    if (query < 0 || !led.startsWith(path + "/")) {
      return false;
    }
    String site = led.substring(path.length() + 1);
    boolean oneSegment = site.indexOf('/') < 0 || site.indexOf('/') == site.length() - 1;
    return oneSegment
        && UrlEncoded.read(web.url().substring(query + 1), MOST_PARAMETERS)
            .map(values -> values.count(URL) > 0)
            .orElse(true);
  }

  private static @Nullable String value(Values query, String name) {
    for (int i = 0; i < query.size(); i++) {
      if (query.name(i).equals(name)) {
        return query.text(i);
      }
    }
    return null;
  }
}
