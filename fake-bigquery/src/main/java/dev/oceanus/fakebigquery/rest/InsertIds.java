package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids of rows that were inserted a short while ago, best effort as BigQuery's: forgotten after the
 * window that is set, and by a restart. Thread-safe.
 */
final class InsertIds {
  private final Settings settings;
  private final Clock clock;
  private final Map<Key, Instant> seen = new HashMap<>();

  /** An id is about one table. */
  private record Key(TableRef table, String id) {}

  InsertIds(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Remembers an id; false if it was seen within the window. */
  synchronized boolean isNew(TableRef table, String id) {
    Instant now = clock.instant();
    Instant oldest = now.minus(settings.millis("insertIdWindowMs"));
    seen.values().removeIf(time -> !time.isAfter(oldest));
    return id.isEmpty() || seen.putIfAbsent(new Key(table, id), now) == null;
  }
}
