package dev.oceanus.common.bus;

import dev.oceanus.common.life.Retry;
import dev.oceanus.common.log.Repeats;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bus within one process. It holds no event: who publishes one waits until every listener has
 * taken it, and publishes it again where one did not. An event at which a listener fails again and
 * again is refused, as others are not to wait for it. Thread-safe if its listeners are.
 */
public final class InProcessBus implements EventBus {
  private static final Logger logger = LoggerFactory.getLogger(InProcessBus.class);
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final int FAILURES = 3;

  private final List<EventListener> listeners;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Duration within;
  private final Repeats repeats;

  /**
   * @param listeners each of them takes every event; without any, all events are taken
   * @param within how long listeners that do not take an event are asked again
   */
  public InProcessBus(
      List<EventListener> listeners, Clock clock, LongSupplier nanos, Duration within) {
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
    this.nanos = nanos;
    this.within = within;
    this.repeats = new Repeats(nanos);
  }

  @Override
  public List<Refused> publish(List<LiveEvent> events) throws InterruptedException {
    long begun = nanos.getAsLong();
    List<Handing> left = handings(events);
    Set<LiveEvent> refused = new HashSet<>();
    while (true) {
      List<Handing> again = new ArrayList<>();
      for (Handing each : left) {
        if (taken(each)) {
          continue;
        }
        if (each.failures < FAILURES) {
          again.add(each);
        } else {
          refused.add(each.event);
        }
      }
      if (again.isEmpty()) {
        return events.stream()
            .filter(refused::contains)
            .map(event -> new Refused(event, Reason.REFUSED))
            .toList();
      }
      if (nanos.getAsLong() - begun >= within.toNanos()) {
        throw new BusUnavailableException(
            "handing %d events over: %d were not taken".formatted(events.size(), again.size()),
            null);
      }
      if (!Retry.pause(BETWEEN)) {
        throw new InterruptedException("while listeners do not take events");
      }
      left = again;
    }
  }

  private boolean taken(Handing each) throws InterruptedException {
    try {
      return each.listener.take(each.event, clock.instant());
    } catch (RuntimeException e) { // of one event: others are not to wait for it
      each.failures++;
      if (repeats.pass("failed").isPresent()) {
        logger.error("taking event {} failed", each.event.id(), e);
      }
      return false;
    }
  }

  private List<Handing> handings(List<LiveEvent> events) {
    return events.stream()
        .flatMap(event -> listeners.stream().map(listener -> new Handing(event, listener)))
        .toList();
  }

  /** One event that one listener has not taken yet. */
  private static final class Handing {
    private final LiveEvent event;
    private final EventListener listener;
    private int failures;

    Handing(LiveEvent event, EventListener listener) {
      this.event = event;
      this.listener = listener;
    }
  }
}
