package dev.oceanus.collector.http;

import dev.oceanus.collector.privacy.Browser;
import dev.oceanus.collector.privacy.Treatment;
import dev.oceanus.common.site.Privacy;
import dev.oceanus.common.site.Privacy.Objection;
import dev.oceanus.common.site.Privacy.Signal;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from the headers what a browser says of itself, as far as its site wants to know. */
final class Browsers {
  private static final HttpString GPC = new HttpString("Sec-GPC");
  private static final HttpString DNT = new HttpString("DNT");
  private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");
  private static final Set<String> RELATED = Set.of("same-origin", "same-site");
  private static final String YES = "1";

  /** A random UUID as we write it; anything else has not been set by us. */
  private static final Pattern OURS =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private Browsers() {}

  /**
   * A browser, and the header Set-Cookie that it gets with an answer that took its events.
   *
   * @param setCookie null where it gets none
   */
  record Seen(Browser browser, @Nullable String setCookie) {
    private static final Seen USUAL = new Seen(Browser.USUAL, null);
  }

  /**
   * What a request says of its browser.
   *
   * @param site that it is for, or null
   * @param by what it came by, or null
   */
  static Seen of(HeaderMap headers, @Nullable Site site, @Nullable Accepts by) {
    if (site == null) {
      return Seen.USUAL;
    }
    Objection objection = site.privacy().objection();
    if (objects(headers, objection)) {
      Treatment treatment = Treatment.ofObjection(objection.then(), by);
      if (treatment != Treatment.USUAL) {
        return new Seen(new Browser(treatment, null), null);
      }
    }
    Privacy.Cookie cookie = site.privacy().cookie();
    boolean pageSends = by == Accepts.EVENTS || by == Accepts.PIXEL;
    return cookie != null && pageSends && comesFromPageOf(site, headers)
        ? known(headers, cookie)
        : Seen.USUAL;
  }

  /**
   * Whether the browser says that a page of the site sends. Requests for pictures have no Origin,
   * so whoever embeds the pixel could have the cookie set else, and used.
   */
  private static boolean comesFromPageOf(Site site, HeaderMap headers) {
    String origin = headers.getFirst(Headers.ORIGIN);
    if (origin != null) {
      return site.origins().contains(origin);
    }
    String relation = headers.getFirst(FETCH_SITE);
    String referer = headers.getFirst(Headers.REFERER);
    return (relation != null && RELATED.contains(relation))
        || (referer != null && site.origins().contains(origin(referer)));
  }

  /** Scheme, host and port of a URL, as they are written there. */
  private static String origin(String url) {
    int slashes = url.indexOf("://");
    int end = slashes < 0 ? 0 : slashes + 3;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return url.substring(0, end);
  }

  private static boolean objects(HeaderMap headers, Objection objection) {
    String optOut = objection.optOutCookie();
    return (objection.signals().contains(Signal.GPC) && YES.equals(headers.getFirst(GPC)))
        || (objection.signals().contains(Signal.DNT) && YES.equals(headers.getFirst(DNT)))
        || (optOut != null && Cookies.has(cookies(headers), optOut));
  }

  private static Seen known(HeaderMap headers, Privacy.Cookie cookie) {
    String sent = Cookies.only(cookies(headers), cookie.name());
    if (sent != null && OURS.matcher(sent).matches()) {
      return new Seen(new Browser(Treatment.USUAL, sent), null);
    }
    String fresh = UUID.randomUUID().toString();
    return new Seen(new Browser(Treatment.USUAL, fresh), setCookie(cookie, fresh));
  }

  private static String setCookie(Privacy.Cookie cookie, String id) {
    return cookie.name()
        + "="
        + id
        + "; Max-Age="
        + cookie.maxAge().toSeconds()
        + "; Path=/; Secure; HttpOnly; SameSite="
        + (cookie.crossSite() ? "None" : "Lax");
  }

  private static Iterable<String> cookies(HeaderMap headers) {
    HeaderValues values = headers.get(Headers.COOKIE);
    return values == null ? List.of() : values;
  }
}
