package dev.oceanus.collector.http;

import dev.oceanus.common.site.Site;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import org.jspecify.annotations.Nullable;

/**
 * What browsers are told about who may read an answer: a site's own origins, exactly and with
 * credentials, or everybody without credentials where a site lists none.
 */
final class Cors {
  private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString ALLOW_CREDENTIALS =
      new HttpString("Access-Control-Allow-Credentials");
  private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
  private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");

  private Cors() {}

  /** Whether a browser at this origin may send to this site. */
  static boolean allows(@Nullable Site site, @Nullable String origin) {
    return site == null || site.admits(origin);
  }

  /** Adds the headers of an answer. */
  static void answer(@Nullable Site site, @Nullable String origin, HeaderMap headers) {
    boolean anybody = site == null || site.origins().isEmpty();
    if (!anybody) {
      headers.put(Headers.VARY, "Origin");
    }
    if (origin == null) {
      return;
    }
    if (anybody) {
      headers.put(ALLOW_ORIGIN, "*");
    } else if (site != null && site.origins().contains(origin)) {
      headers.put(ALLOW_ORIGIN, origin);
      headers.put(ALLOW_CREDENTIALS, "true");
    } else {
      return;
    }
    // Else browsers keep it from the tag, which is to wait so long.
    headers.put(EXPOSE_HEADERS, "Retry-After");
  }

  /** Adds what a preflight asks for besides. */
  static void preflight(String methods, HeaderMap headers) {
    headers.put(ALLOW_METHODS, methods);
    headers.put(ALLOW_HEADERS, "Content-Type");
    headers.put(MAX_AGE, "7200");
  }
}
