package dev.oceanus.common.bus;

import java.util.List;
import java.util.Locale;

/**
 * Where live events are published: each at least once, and more often only where a publisher was
 * broken off. Thread-safe.
 */
public interface EventBus {
  /**
   * Publishes these events and returns once the bus has confirmed each of them. What comes first in
   * the list is published first, but may arrive later.
   *
   * @return the events that the bus will never take, in their order; they were not published
   * @throws BusUnavailableException if not all others were confirmed in time; some may have been
   *     published
   * @throws InterruptedException if the caller is to end; some may have been published
   */
  List<Refused> publish(List<LiveEvent> events) throws InterruptedException;

  /** An event that a bus will never take. */
  record Refused(LiveEvent event, Reason reason) {}

  /** Why a bus will never take an event. */
  enum Reason {
    /** It has more bytes than a message may have. */
    TOO_LARGE,
    /** The bus said so, or a listener fails at it, of this event and not of others. */
    REFUSED;

    /** As in metrics: {@code too-large}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
