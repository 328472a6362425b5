package dev.oceanus.collector.http;

import dev.oceanus.common.site.Site;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import org.jspecify.annotations.Nullable;

/**
 * A route of the public port.
 *
 * @param name its path without a site, as refused events name it
 * @param style who it is made for
 * @param method the one that it takes
 * @param accepts the interface that a site must be open to, or null if no site belongs to it
 * @param endpoint what it does
 */
record Route(
    String name,
    Style style,
    HttpString method,
    Site.@Nullable Accepts accepts,
    Endpoint endpoint) {
  /** Who a route is made for. */
  enum Style {
    /** Pages, by our own interface. */
    NATIVE,
    /** Whoever follows a link, by our own interface; it answers HEAD as well. */
    LINK,
    /** Servers, for which no browser may speak. */
    SERVER,
    /** Pages that carry the Python system's tag. */
    LEGACY,
    /** People and load balancers. */
    PLAIN,
    /** Whoever loads a fixed page. */
    FILE
  }

  /** Whether browsers' scripts may send to it, so that answers carry CORS headers. */
  boolean forPages() {
    return style == Style.NATIVE || style == Style.LINK || style == Style.LEGACY;
  }

  /** Value of the header Allow. */
  String allow() {
    String own = takes(Methods.HEAD) ? method + ", HEAD" : method.toString();
    return forPages() ? own + ", OPTIONS" : own;
  }

  /** Whether it answers this method itself, preflights aside. */
  boolean takes(HttpString asked) {
    boolean bodiless = style == Style.FILE || style == Style.LINK;
    return asked.equals(method) || (bodiless && asked.equals(Methods.HEAD));
  }
}
