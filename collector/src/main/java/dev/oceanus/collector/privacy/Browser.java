package dev.oceanus.collector.privacy;

import org.jspecify.annotations.Nullable;

/**
 * What a request's headers say of the browser that sent it, as far as its site wants to know.
 *
 * @param treatment what it gets
 * @param visitor the id of the cookie that the collector set, or sets with this answer; null where
 *     the site has none set
 */
public record Browser(Treatment treatment, @Nullable String visitor) {
  /** One that objects to nothing and has no cookie of ours. */
  public static final Browser USUAL = new Browser(Treatment.USUAL, null);
}
