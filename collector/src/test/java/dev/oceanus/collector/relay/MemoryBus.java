package dev.oceanus.collector.relay;

import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.common.bus.EventBus;
import dev.oceanus.common.bus.LiveEvent;
import java.util.ArrayList;
import java.util.List;

/** A bus that keeps what it is given, and is away when the test says so. Thread-safe. */
final class MemoryBus implements EventBus {
  private final List<LiveEvent> published = new ArrayList<>();
  private boolean away;
  private boolean losesAnswers;
  private int calls;

  @Override
  public synchronized List<Refused> publish(List<LiveEvent> events) {
    calls++;
    if (away) {
      throw new BusUnavailableException("the test has taken the bus away", null);
    }
    List<Refused> refused =
        events.stream()
            .filter(event -> event.name().equals("refused"))
            .map(event -> new Refused(event, Reason.REFUSED))
            .toList();
    events.stream().filter(event -> !event.name().equals("refused")).forEach(published::add);
    if (losesAnswers) {
      losesAnswers = false;
      throw new BusUnavailableException("the test has lost the answer", null);
    }
    return refused;
  }

  synchronized void goAway() {
    away = true;
  }

  synchronized void comeBack() {
    away = false;
  }

  /** Takes the next events, but does not say so. */
  synchronized void loseAnswer() {
    losesAnswers = true;
  }

  synchronized List<LiveEvent> published() {
    return List.copyOf(published);
  }

  /** Identities of what was published, in order. */
  List<String> ids() {
    return published().stream().map(LiveEvent::id).toList();
  }

  synchronized int calls() {
    return calls;
  }
}
