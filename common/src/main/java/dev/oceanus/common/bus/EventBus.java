package dev.oceanus.common.bus;

import java.util.List;

/**
 * Where live events are published: each at least once, and more often only where a publisher was
 * broken off. Thread-safe.
 */
public interface EventBus {
  /**
   * Publishes these events and returns once the bus has confirmed each of them. What comes first in
   * the list is published first, but may arrive later.
   *
   * @throws BusUnavailableException if not all were confirmed in time; some may have been published
   * @throws InterruptedException if the caller is to end; some may have been published
   */
  void publish(List<LiveEvent> events) throws InterruptedException;
}
