package dev.oceanus.common.fail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every place at which a test may break a process. The list is closed so that none goes untried.
 */
public enum FailPoint {
  COLLECTOR_RECEIVED,
  COLLECTOR_BEFORE_APPEND,
  COLLECTOR_AFTER_APPEND,
  COLLECTOR_BEFORE_ANSWER,
  COLLECTOR_REFUSED,
  COLLECTOR_SPOOL_OPENED,
  COLLECTOR_SPOOL_BEFORE_WRITE,
  COLLECTOR_SPOOL_WRITTEN,
  COLLECTOR_SPOOL_SYNCED,
  COLLECTOR_SPOOL_SEALED,
  COLLECTOR_SPOOL_BEFORE_REPLAY,
  COLLECTOR_SPOOL_REPLAYED,
  COLLECTOR_SPOOL_DELETED,
  RELAY_LEASED,
  RELAY_READ,
  RELAY_PUBLISHED,
  RELAY_ADVANCED,
  RELAY_RELEASED,
  LOADER_LEASED,
  LOADER_PROBED,
  LOADER_ADOPTED,
  LOADER_READ,
  LOADER_CONVERTED,
  LOADER_BEFORE_SEAL,
  LOADER_SEALED,
  LOADER_DEAD_LETTERED,
  LOADER_BEFORE_COMMIT,
  LOADER_BEFORE_SUBMIT,
  LOADER_IN_COMMIT,
  LOADER_SUBMITTED,
  LOADER_COMMITTED,
  LOADER_VERIFIED,
  LOADER_ADVANCED,
  LOADER_TRIMMED,
  LOADER_SETTLED,
  LOADER_RELEASED,
  NOTIFIER_MATCHED,
  NOTIFIER_ENQUEUED,
  NOTIFIER_DIGEST_CLOSED,
  NOTIFIER_BEFORE_DELIVERY,
  NOTIFIER_DELIVERED,
  NOTIFIER_REMOVED,
  NOTIFIER_BURIED;

  /** As in {@code OCEANUS_FAIL_POINTS}: {@code loader-before-seal}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The point of this key. */
  public static Optional<FailPoint> of(String key) {
    return Arrays.stream(values()).filter(point -> point.key().equals(key)).findFirst();
  }
}
