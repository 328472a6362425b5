package dev.oceanus.local.doctor.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The browser as the page sees it. Null stands for what could not be seen.
 *
 * @param gpc whether it sends Global Privacy Control
 * @param dnt whether it sends Do Not Track
 * @param keepsCookies whether pages may keep cookies
 * @param cookies those of the page's address
 * @param caches names of the caches of a service worker that hold the tag
 */
public record Visitor(
    @Nullable Boolean gpc,
    @Nullable Boolean dnt,
    @Nullable Boolean keepsCookies,
    @Nullable List<Cookie> cookies,
    @Nullable List<String> caches) {
  public Visitor {
    cookies = cookies == null ? null : List.copyOf(cookies);
    caches = caches == null ? null : List.copyOf(caches);
  }

  /** A cookie. */
  public record Cookie(String name, String value, String domain) {}
}
