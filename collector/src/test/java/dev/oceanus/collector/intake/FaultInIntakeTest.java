package dev.oceanus.collector.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.collector.MemoryStreams;
import dev.oceanus.collector.SharedSalts;
import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.agent.Agent;
import dev.oceanus.collector.commit.CommitLimits;
import dev.oceanus.collector.commit.Committer;
import dev.oceanus.collector.commit.Spool;
import dev.oceanus.collector.commit.StoreState;
import dev.oceanus.collector.ledger.Ledger;
import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.collector.parse.EventParser;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.common.fail.FailPointException;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.site.SiteCatalogue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault of ours costs an answer; the ledger adds up all the same. */
class FaultInIntakeTest {
  private static final Arrival ARRIVAL =
      new Arrival(
          Instant.parse("2026-11-23T08:15:02.123456Z"),
          "192.0.2.1",
          null,
          Agent.UNKNOWN,
          Arrival.Place.UNKNOWN,
          null);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Intake.Caller caller =
      new Intake.Caller("/v1/events", ARRIVAL, null, null, Runnable::run);
  private Committer committer;
  private Intake intake;

  @BeforeEach
  void starts() {
    FailPoints throwing = FailPoints.parse(List.of("collector-refused=throw@2"));
    committer =
        new Committer(
            new Committer.Parts(
                new MemoryStreams(),
                Spool.NONE,
                () -> true,
                new StoreState(System::nanoTime),
                new CommitLimits(1, 100, 1 << 20, 100, 1 << 20, Duration.ofSeconds(30)),
                registry,
                System::nanoTime,
                throwing,
                (what, cause) -> {
                  throw new AssertionError(what, cause);
                }));
    Ledger ledger = new Ledger(registry);
    EventParser parser = new EventParser(new JsonEvents(100));
    RefusedEvents refused = new RefusedEvents(committer, ledger, System::nanoTime, throwing, 100);
    intake =
        new Intake(
            new SiteCatalogue(List.of(TestSites.DEMO)),
            new Intake.Parts(
                parser,
                committer,
                refused,
                ledger,
                SharedSalts.unused(),
                System::nanoTime,
                throwing));
    committer.start();
  }

  @AfterEach
  void ends() {
    committer.close();
  }

  @ParameterizedTest
  @CsvSource({"'[{},{},{}]', 3, 0", "'[{\"evt\":\"a\"},{},{},{\"evt\":\"b\"}]', 2, 2"})
  void addsUpWhenARefusedEventCannotBeRecorded(String body, double refused, double stored) {
    SiteDesk desk = Objects.requireNonNull(intake.desk("demo", Accepts.EVENTS));
    Decoded.Events events = (Decoded.Events) new JsonEvents(100).read(body.getBytes(UTF_8));

    assertThatThrownBy(() -> intake.take(desk, caller, events.events(), outcomes::add))
        .isInstanceOf(FailPointException.class);
    committer.close();

    assertThat(counted("refused")).isEqualTo(refused);
    assertThat(counted("stored")).isEqualTo(stored);
    assertThat(counted("received"))
        .isEqualTo(counted("refused") + counted("stored") + counted("unavailable"));
    assertThat(outcomes).hasSize(1);
  }

  private double counted(String what) {
    return registry.find("oceanus_collector_" + what + "_events").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
