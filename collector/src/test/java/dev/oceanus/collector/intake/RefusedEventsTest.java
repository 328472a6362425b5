package dev.oceanus.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.MemoryStreams;
import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.stream.Lane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RefusedEventsTest {
  private static final int A_MINUTE = 3;

  private final MemoryStreams streams = new MemoryStreams();
  private final Desks desks = new Desks(streams, A_MINUTE);

  @AfterEach
  void close() {
    desks.close();
  }

  @Test
  void keepsARefusedEventWithItsReasonAndHowItCame() {
    desks.start();
    desks.refuse(TestSites.DEMO, Reason.MISSING);
    await().until(() -> kept().size() == 1);
    Event event = kept().get(0);
    assertThat(event.get("refused_at")).isEqualTo(Desks.ARRIVAL.receivedAt());
    assertThat(event.get("site")).isEqualTo("demo");
    assertThat(event.get("route")).isEqualTo("/v1/pixel");
    assertThat(event.get("reason")).isEqualTo("missing");
    assertThat(event.get("field")).isEqualTo("evt");
    assertThat(event.get("detail")).isEqualTo("the rule");
    assertThat(event.get("raw")).isEqualTo("as=it+was+sent");
    assertThat(event.get("ip")).isEqualTo("203.0.113.9");
    assertThat(event.get("user_agent")).isEqualTo("test/1");
    assertThat(event.get("raw_state")).isEqualTo("whole");
    assertThat(event.get("origin")).isEqualTo("https://shop.example");
  }

  @Test
  void keepsSoManyAMinuteForEachSiteAndReasonAndCountsTheRest() {
    desks.start();
    for (int i = 0; i < 10; i++) {
      desks.refuse(TestSites.DEMO, Reason.MISSING);
      desks.refuse(TestSites.DEMO, Reason.INVALID);
      desks.refuse(TestSites.SHOP, Reason.MISSING);
    }
    await().until(() -> kept().size() == 3 * A_MINUTE);
    assertThat(desks.unrecorded()).isEqualTo(3 * (10 - A_MINUTE));
    desks.advance(Duration.ofSeconds(59));
    desks.refuse(TestSites.DEMO, Reason.MISSING);
    assertThat(desks.unrecorded()).isEqualTo(3 * (10 - A_MINUTE) + 1);
    desks.advance(Duration.ofSeconds(1));
    desks.refuse(TestSites.DEMO, Reason.MISSING);
    await().until(() -> kept().size() == 3 * A_MINUTE + 1);
    assertThat(desks.refused(TestSites.DEMO, Reason.MISSING)).isEqualTo(12);
  }

  @Test
  void cutsWhatIsTooLongForItsColumn() {
    desks.start();
    desks.take(
        TestSites.DEMO, new JsonEvents(1), "{\"x\":\"" + "日".repeat(70_000) + "\"}", outcome -> {});
    await().until(() -> kept().size() == 1);
    assertThat((String) kept().get(0).get("raw")).hasSize(65_536).startsWith("{\"x\":\"日");
    assertThat(kept().get(0).get("raw_state")).isEqualTo("cut");
  }

  @Test
  void neverTakesTheRoomThatEventsNeed() {
    Desks roomy = new Desks(streams, 1_000_000);
    try (roomy) {
      int tooMany = Desks.QUEUE_EVENTS * 2;
      for (int i = 0; i < tooMany; i++) {
        roomy.refuse(TestSites.DEMO, Reason.MISSING);
      }
      assertThat(roomy.unrecorded()).isEqualTo(tooMany - Desks.QUEUE_EVENTS / 2);
      AtomicInteger unavailable = new AtomicInteger();
      for (int i = 0; i < Desks.QUEUE_EVENTS / 2; i++) {
        roomy.take(
            TestSites.DEMO,
            new JsonEvents(1),
            "{\"evt\":\"e\"}",
            outcome -> unavailable.incrementAndGet());
      }
      assertThat(unavailable).as("answered at once: no room").hasValue(0);
    }
  }

  @Test
  void countsThoseThatCouldNotBeStored() {
    desks.refuse(TestSites.DEMO, Reason.MISSING);
    assertThat(desks.unrecorded()).isZero();
    desks.close();
    assertThat(kept()).isEmpty();
    assertThat(desks.unrecorded()).isEqualTo(1);
  }

  @Test
  void findsDesksByNameAndInterface() {
    assertThat(desks.desk("demo", Accepts.EVENTS)).isNotNull();
    assertThat(desks.desk("demo", Accepts.SWALLOW)).isNull();
    assertThat(desks.desk("Demo", Accepts.EVENTS)).isNull();
    assertThat(desks.desk("", Accepts.EVENTS)).isNull();
    SiteDesk first = desks.firstDesk(Accepts.SWALLOW);
    assertThat(first).isNotNull();
    assertThat(first.site()).isEqualTo(TestSites.OLD);
  }

  private List<Event> kept() {
    return streams.events(Lane.REFUSED.name(), Schemas.REFUSED);
  }
}
