package dev.oceanus.common.bus;

import java.time.Instant;

/** What happens to live events. Thread-safe: it is called for many events at once. */
@FunctionalInterface
public interface EventListener {
  /**
   * Takes one event. When it returns true, whatever follows from the event is on disk, and the bus
   * may forget it.
   *
   * @param published when the bus took it, by the bus' clock
   * @return false if it should be delivered again later
   * @throws InterruptedException if the caller is to end; it is delivered again
   */
  boolean take(LiveEvent event, Instant published) throws InterruptedException;
}
