package dev.oceanus.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.bus.EventBus;
import dev.oceanus.common.bus.EventListener;
import dev.oceanus.common.bus.LiveEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a relay relies on, and what listeners do, of every bus. */
abstract class EventBusContract {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** A bus whose events this listener gets. */
  abstract EventBus bus(EventListener listener);

  static LiveEvent event(String id) {
    return new LiveEvent(
        "shop", "page_view", id, ("{\"event_id\":\"" + id + "\"}").getBytes(UTF_8));
  }

  private static List<String> ids(List<LiveEvent> events) {
    return events.stream().map(LiveEvent::id).toList();
  }

  @Test
  void handsOverWhatWasPublishedWithAllThatBelongsToIt() throws Exception {
    List<LiveEvent> got = new CopyOnWriteArrayList<>();
    List<Instant> times = new CopyOnWriteArrayList<>();
    EventBus bus =
        bus(
            (event, published) -> {
              times.add(published);
              return got.add(event);
            });
    LiveEvent event = new LiveEvent("店", "", "a:0/17-3", "{\"x\":\"海\\n\"}".getBytes(UTF_8));

    assertThat(bus.publish(List.of(event))).isEmpty();

    Awaitility.await().atMost(LONG).until(() -> got.size() == 1);
    assertThat(got.getFirst().site()).isEqualTo("店");
    assertThat(got.getFirst().name()).isEmpty();
    assertThat(got.getFirst().id()).isEqualTo("a:0/17-3");
    assertThat(got.getFirst().event()).isEqualTo(event.event());
    assertThat(times.getFirst()).isBetween(Instant.now().minusSeconds(600), Instant.now());
  }

  @Test
  void takesNothingAndAnswersAtOnceWhereThereIsNothing() throws Exception {
    assertThat(bus((event, published) -> true).publish(List.of())).isEmpty();
  }

  @Test
  void handsOverEachOfManyEventsOnceWhereNothingIsBroken() throws Exception {
    List<String> got = new CopyOnWriteArrayList<>();
    EventBus bus = bus((event, published) -> got.add(event.id()));
    List<LiveEvent> events = IntStream.range(0, 2_345).mapToObj(i -> event("many-" + i)).toList();

    assertThat(bus.publish(events)).isEmpty();

    Awaitility.await().atMost(LONG).until(() -> got.size() >= events.size());
    assertThat(got).containsExactlyInAnyOrderElementsOf(ids(events));
  }

  @Test
  void handsOverAgainWhatAListenerDidNotTake() throws Exception {
    Set<String> refusedOnce = Collections.synchronizedSet(new HashSet<>());
    List<String> taken = new CopyOnWriteArrayList<>();
    EventBus bus = bus((event, published) -> !refusedOnce.add(event.id()) && taken.add(event.id()));
    List<LiveEvent> events = List.of(event("a"), event("b"), event("c"));

    assertThat(bus.publish(events)).isEmpty();

    Awaitility.await().atMost(LONG).until(() -> taken.size() >= 3);
    assertThat(taken).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(refusedOnce).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void servesSeveralPublishersAtTheSameTime() throws Exception {
    AtomicInteger got = new AtomicInteger();
    EventBus bus = bus((event, published) -> got.incrementAndGet() > 0);
    List<Thread> publishers =
        IntStream.range(0, 4)
            .mapToObj(
                thread ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              try {
                                assertThat(bus.publish(List.of(event("t" + thread)))).isEmpty();
                              } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                              }
                            }))
            .toList();
    for (Thread each : publishers) {
      each.join();
    }
    Awaitility.await().atMost(LONG).until(() -> got.get() == 4);
  }
}
