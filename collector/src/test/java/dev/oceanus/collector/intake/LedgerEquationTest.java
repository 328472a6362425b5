package dev.oceanus.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.MemoryStreams;
import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.commit.Spool;
import dev.oceanus.collector.privacy.Browser;
import dev.oceanus.collector.privacy.Treatment;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger: received = refused + declined + stored + spooled + unavailable. */
@Timeout(60)
class LedgerEquationTest {
  private static final Site DEMO = TestSites.DEMO;
  private static final Site SHOP = TestSites.SHOP;
  private static final Browser OBJECTING = new Browser(Treatment.NONE, null);
  private static final long SEED = 20_261_124;

  private final MemoryStreams streams = new MemoryStreams();
  private final Desks desks = new Desks(streams, 60);
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger stored = new AtomicInteger();

  @AfterEach
  void close() {
    desks.close();
  }

  @Test
  void holdsForAMixOfGoodEventsRefusedOnesAndFailures() {
    desks.start();
    Random random = new Random(SEED);
    int requests = 400;
    for (int i = 0; i < requests; i++) {
      if (i % 80 == 40) {
        streams.refuse(12);
        streams.loseAnswers(3);
      }
      Browser browser = random.nextInt(5) == 0 ? OBJECTING : Browser.USUAL;
      take(random.nextBoolean() ? DEMO : SHOP, browser, body(random));
    }
    await().until(() -> answers.get() == requests);
    long ofDemo = balance(DEMO);
    long ofShop = balance(SHOP);
    assertThat(ofDemo + ofShop).isEqualTo(stored.get());
    assertThat(desks.count("declined", DEMO)).isPositive();
    assertThat(streams.events(DEMO.lane().name(), DEMO.schema()).size())
        .as("what is on disk, answered or not")
        .isGreaterThanOrEqualTo((int) ofDemo);
  }

  @Test
  void holdsWhereEventsAreSpooledOrFindNoRoomInTheSpool() {
    Random random = new Random(SEED);
    AlternatingSpool spool = new AlternatingSpool();
    try (Desks spooling = new Desks(streams, spool, 60)) {
      spooling.start();
      int requests = 300;
      for (int i = 0; i < requests; i++) {
        int before = i;
        if (i % 30 == 0) {
          await().pollDelay(Duration.ZERO).until(() -> answers.get() == before);
        }
        spool.inUse = i % 60 >= 30;
        spooling.take(
            DEMO,
            new JsonEvents(100),
            body(random),
            outcome -> {
              stored.addAndGet(outcome.stored());
              answers.incrementAndGet();
            });
      }
      await().until(() -> answers.get() == requests);
      long kept = spooling.count("stored", DEMO) + spooling.count("spooled", DEMO);
      assertThat(kept).as("the client is told the same").isEqualTo(stored.get());
      assertThat(spooling.count("stored", DEMO)).isPositive();
      assertThat(spooling.count("spooled", DEMO)).isPositive();
      assertThat(spooling.count("unavailable", DEMO)).isPositive();
      assertThat(spooling.count("refused", DEMO) + kept + spooling.count("unavailable", DEMO))
          .isEqualTo(spooling.count("received", DEMO));
    }
  }

  /** Keeps every other micro-batch while it is in use. */
  private static final class AlternatingSpool implements Spool {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean inUse;

    @Override
    public boolean inUse() {
      return inUse;
    }

    @Override
    public void use() {}

    @Override
    public List<Kept> keep(List<MicroBatch> batches, boolean attempted) {
      return batches.stream()
          .map(batch -> asked.getAndIncrement() % 2 == 0 ? Kept.KEPT : Kept.REFUSED)
          .toList();
    }

    @Override
    public boolean takes() {
      return true;
    }
  }

  @Test
  void countsWhatFindsNoRoomAsUnavailable() {
    for (int i = 0; i < Desks.QUEUE_EVENTS + 5; i++) {
      take(DEMO, "{\"evt\":\"e\"}");
    }
    assertThat(answers).hasValue(5);
    assertThat(desks.count("received", DEMO)).isEqualTo(Desks.QUEUE_EVENTS + 5);
    assertThat(desks.count("unavailable", DEMO)).isEqualTo(5);
    desks.start();
    await().until(() -> answers.get() == Desks.QUEUE_EVENTS + 5);
    assertThat(balance(DEMO)).isEqualTo(stored.get());
  }

  @Test
  void countsEveryRefusalUnderItsReason() {
    desks.start();
    take(DEMO, "[{},{\"evt\":\"e\"},5,{\"evt\":\"e\",\"eid\":\" !\"},{\"evt\":[]},{}]");
    await().until(() -> answers.get() == 1);
    assertThat(desks.refused(DEMO, Reason.MISSING)).isEqualTo(2);
    assertThat(desks.refused(DEMO, Reason.NOT_AN_OBJECT)).isEqualTo(1);
    assertThat(desks.refused(DEMO, Reason.INVALID)).isEqualTo(1);
    assertThat(desks.refused(DEMO, Reason.WRONG_TYPE)).isEqualTo(1);
    assertThat(balance(DEMO)).isEqualTo(1);
  }

  @Test
  void countsARequestThatCannotBeTakenApartAsOneEvent() {
    desks.start();
    Outcome outcome = desks.refuse(DEMO, Reason.NOT_JSON);
    assertThat(outcome.result()).isEqualTo(Outcome.Result.REFUSED);
    assertThat(balance(DEMO)).isZero();
    assertThat(desks.refused(DEMO, Reason.NOT_JSON)).isEqualTo(1);
    await().until(() -> streams.events(Lane.REFUSED.name(), Schemas.REFUSED).size() == 1);
  }

  /** Checks the equation of a site, and returns how many are stored. */
  private long balance(Site site) {
    long stored = desks.count("stored", site);
    long declined = desks.count("declined", site);
    assertThat(desks.count("refused", site) + declined + stored + desks.count("unavailable", site))
        .as("received events of %s", site.name())
        .isEqualTo(desks.count("received", site));
    return stored;
  }

  @Test
  void countsARefusalOfWhoIsNotStoredAndKeepsNothingOfIt() {
    desks.start();
    desks.refuse(DEMO, OBJECTING, Reason.NOT_JSON);
    desks.refuse(DEMO, Browser.USUAL, Reason.TOO_LARGE);
    await().until(() -> !streams.events(Lane.REFUSED.name(), Schemas.REFUSED).isEmpty());
    assertThat(streams.events(Lane.REFUSED.name(), Schemas.REFUSED))
        .extracting(event -> event.get("reason"))
        .containsExactly("too_large");
    assertThat(desks.refused(DEMO, Reason.NOT_JSON)).isEqualTo(1);
    assertThat(desks.unrecorded()).isEqualTo(1);
    assertThat(balance(DEMO)).isZero();
  }

  private void take(Site site, String body) {
    take(site, Browser.USUAL, body);
  }

  private void take(Site site, Browser browser, String body) {
    desks.take(
        site,
        browser,
        new JsonEvents(100),
        body,
        outcome -> {
          stored.addAndGet(outcome.stored());
          answers.incrementAndGet();
        });
  }

  private static String body(Random random) {
    List<String> events = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      events.add(random.nextInt(3) == 0 ? "{\"x\":1}" : "{\"evt\":\"e\"}");
    }
    return events.toString();
  }
}
