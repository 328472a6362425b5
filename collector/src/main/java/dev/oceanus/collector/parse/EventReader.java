package dev.oceanus.collector.parse;

import dev.oceanus.collector.request.Values;

/** Reads one event as it was sent. Pure and thread-safe. */
@FunctionalInterface
public interface EventReader {
  /** An event of the site's schema, or the reason why not. */
  Parsed parse(SitePlan plan, Arrival arrival, Values values);
}
