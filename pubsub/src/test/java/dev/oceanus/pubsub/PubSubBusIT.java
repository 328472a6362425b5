package dev.oceanus.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.common.bus.EventBus;
import dev.oceanus.common.bus.EventBus.Reason;
import dev.oceanus.common.bus.EventListener;
import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.life.Component;
import dev.oceanus.testkit.pubsub.PubSubEmulator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Publishing to, and reading from, Google's emulator. */
@Tag("slow")
class PubSubBusIT extends EventBusContract {
  private static final PubSubEmulator emulator = PubSubEmulator.start();

  private final PubSubConfig config = PubSubFixture.config(emulator);
  private final List<Component> open = new ArrayList<>();

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @AfterEach
  void closeAll() {
    open.reversed().forEach(Component::close);
  }

  private <T extends Component> T started(T component) {
    component.start();
    open.add(component);
    return component;
  }

  @Override
  EventBus bus(EventListener listener) {
    PubSubBus bus = started(new PubSubBus(config));
    started(PubSubFixture.feed(config, listener));
    return bus;
  }

  private static LiveEvent large(String id, int bytes) {
    return new LiveEvent("shop", "x", id, "x".repeat(bytes).getBytes(UTF_8));
  }

  @Test
  void leavesOutWhatPubSubWouldNotTakeForItsSize() throws Exception {
    List<String> got = new CopyOnWriteArrayList<>();
    EventBus bus = bus((event, published) -> got.add(event.id()));

    assertThat(bus.publish(List.of(event("a"), large("b", 10_000_000), large("c", 9_990_000))))
        .containsExactly(new EventBus.Refused(large("b", 1), Reason.TOO_LARGE));

    Awaitility.await().until(() -> got.size() == 2);
    assertThat(got).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void saysThatTheBusIsAwayAndPublishesOnceItIsBack() throws Exception {
    PubSubConfig own = PubSubFixture.config(emulator);
    PubSubBus bus = started(new PubSubBus(own));
    List<String> got = new CopyOnWriteArrayList<>();
    emulator.kill();
    try {
      assertThatThrownBy(() -> bus.publish(List.of(event("a"))))
          .isInstanceOf(BusUnavailableException.class)
          .hasMessageContaining(own.topicPath())
          .hasMessageContaining("unreachable");
      assertThat(bus.check().isDegraded()).isTrue();
    } finally {
      emulator.restart();
    }
    started(PubSubFixture.feed(own, (event, published) -> got.add(event.id())));

    // What is published before the emptied emulator has its subscription again reaches nobody.
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> bus.publish(List.of(event("a"))).isEmpty() && got.contains("a"));
    assertThat(bus.check().isDegraded()).isFalse();
  }

  @Test
  void startsWhereTheBusIsAway() {
    PubSubBus bus = started(new PubSubBus(PubSubFixture.config("away", "http://127.0.0.1:1")));

    assertThat(bus.check().ready()).isTrue();
    assertThat(bus.check().isDegraded()).isTrue();
  }

  @Test
  void deliversAgainWhatAListenerFailedAt() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    EventBus bus =
        bus(
            (event, published) -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
              }
              return true;
            });

    assertThat(bus.publish(List.of(event("a")))).isEmpty();

    Awaitility.await().until(() -> calls.get() >= 2);
  }
}
