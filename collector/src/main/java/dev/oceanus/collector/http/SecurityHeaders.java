package dev.oceanus.collector.http;

import dev.oceanus.collector.http.Reply.Header;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The headers by which every answer tells browsers what not to do with it. Immutable. */
final class SecurityHeaders {
  private static final HttpString POLICY = new HttpString("Content-Security-Policy");

  /** Other pages may embed it: pixels and the script are made for that. */
  private static final Header ANY_PAGE =
      new Header(new HttpString("Cross-Origin-Resource-Policy"), "cross-origin");

  /** What a browser does by itself. A stricter one would hide a form's page from the next one. */
  private static final Header REFERRER =
      new Header(new HttpString("Referrer-Policy"), "strict-origin-when-cross-origin");

  /** May be framed, since pages send their forms into frames that nobody sees. */
  private static final Header NO_DOCUMENT = new Header(POLICY, "default-src 'none'");

  /** Instead of that for HTML: its own scripts, styles and pictures, and no frame around it. */
  static final List<Header> OF_HTML =
      List.of(
          new Header(
              POLICY,
              "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
                  + " frame-ancestors 'none'"),
          new Header(new HttpString("X-Frame-Options"), "DENY"));

  private final List<Header> always;

  /**
   * @param hsts how long browsers come by HTTPS only; zero says nothing about it
   */
  SecurityHeaders(Duration hsts) {
    List<Header> headers = new ArrayList<>(List.of(Reply.NOSNIFF, ANY_PAGE, REFERRER, NO_DOCUMENT));
    if (hsts.toSeconds() > 0) {
      headers.add(
          new Header(new HttpString("Strict-Transport-Security"), "max-age=" + hsts.toSeconds()));
    }
    always = List.copyOf(headers);
  }

  /** Adds them; headers of an answer's own may replace them afterwards. */
  void addTo(HeaderMap headers) {
    for (int i = 0; i < always.size(); i++) {
      headers.put(always.get(i).name(), always.get(i).value());
    }
  }
}
