package dev.oceanus.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.common.bus.EventBus;
import dev.oceanus.common.bus.EventListener;
import dev.oceanus.common.bus.InProcessBus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InProcessBusTest extends EventBusContract {
  @Override
  EventBus bus(EventListener listener) {
    return new InProcessBus(
        List.of(listener), Clock.systemUTC(), System::nanoTime, Duration.ofSeconds(30));
  }

  @Test
  void confirmsOnlyWhatEveryListenerHasTaken() {
    List<String> first = new CopyOnWriteArrayList<>();
    AtomicLong nanos = new AtomicLong();
    EventBus bus =
        new InProcessBus(
            List.of(
                (event, published) -> first.add(event.id()),
                (event, published) -> !event.id().equals("b")),
            Clock.systemUTC(),
            () -> nanos.getAndAdd(Duration.ofSeconds(1).toNanos()),
            Duration.ofSeconds(2));

    assertThatThrownBy(() -> bus.publish(List.of(event("a"), event("b"))))
        .isInstanceOf(BusUnavailableException.class)
        .hasMessageContaining("1 were not taken");
    assertThat(first).as("is not asked again").containsExactly("a", "b");
  }

  @Test
  void refusesWhatAListenerFailsAtAgainAndAgainAndNothingElse() throws Exception {
    List<String> tries = new CopyOnWriteArrayList<>();
    EventBus bus =
        bus(
            (event, published) -> {
              tries.add(event.id());
              if (event.id().startsWith("bad")) {
                throw new IllegalStateException("a bug");
              }
              return tries.stream().filter(event.id()::equals).count() > 1;
            });

    assertThat(bus.publish(List.of(event("a"), event("bad"), event("b"))))
        .containsExactly(new EventBus.Refused(event("bad"), EventBus.Reason.REFUSED));

    assertThat(tries).containsOnly("a", "bad", "b");
    assertThat(tries.stream().filter("bad"::equals)).hasSize(3);
  }

  @Test
  void endsWhenItsCallerIsToEnd() throws Exception {
    EventBus bus = bus((event, published) -> false);
    Thread publisher =
        Thread.ofPlatform()
            .start(
                () ->
                    assertThatThrownBy(() -> bus.publish(List.of(event("a"))))
                        .isInstanceOf(InterruptedException.class));
    publisher.interrupt();
    assertThat(publisher.join(Duration.ofSeconds(20))).isTrue();
  }
}
