package dev.oceanus.local.doctor.trip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.local.doctor.check.Finding;
import dev.oceanus.local.doctor.check.Finding.Level;
import dev.oceanus.local.doctor.facts.Cause;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Exchange.By;
import dev.oceanus.local.doctor.facts.Exchange.Failed;
import dev.oceanus.local.doctor.facts.Exchange.Outcome;
import dev.oceanus.local.doctor.wire.Beacon;
import dev.oceanus.local.doctor.wire.Beacon.Sent;
import dev.oceanus.local.doctor.wire.Route;
import dev.oceanus.local.query.Column;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.QueryFailedException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final Instant SENT = Instant.parse("2026-11-24T08:15:00Z");
  private static final SiteCatalogue SITES =
      SiteCatalogueReader.read(
          "sites: {demo: , my-shop: , old: {schema: oceanus-log}}", "sites.yaml");

  private final List<String> asked = new ArrayList<>();
  private Instant now = SENT;

  @Test
  void tellsHowLongAnEventTookToItsRow() throws IOException {
    assertThat(trip(Duration.ofSeconds(10), "0", "0", "1").findings(List.of(beacon("demo"))))
        .containsExactly(
            Finding.ok("row", "page_view e-1 is in events_demo, 3.0 s after the page sent it"));
    assertThat(asked)
        .containsOnly(
            "SELECT COUNT(*) FROM events_demo WHERE event_id = 'e-1'"
                + " AND received_at >= TIMESTAMP '2026-11-24 07:15:00'")
        .hasSize(3);
  }

  @Test
  void givesUpWhenItsTimeIsOver() throws IOException {
    assertThat(trip(Duration.ofSeconds(2), "0", "0", "0", "0").findings(List.of(beacon("demo"))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.PROBLEM);
              assertThat(finding.found())
                  .isEqualTo("page_view e-1 was taken, but is not in events_demo after 2 s");
            });
  }

  @Test
  void looksOnceWhereTheEventWasSentLongAgo() throws IOException {
    assertThat(trip(Duration.ZERO, "1").findings(List.of(beacon("demo"))))
        .containsExactly(Finding.ok("row", "page_view e-1 is in events_demo"));
    assertThat(trip(Duration.ZERO, "0").findings(List.of(beacon("demo"))))
        .extracting(Finding::level)
        .containsExactly(Level.PROBLEM);
  }

  @Test
  void warnsOfAnEventThatWasSentTwice() throws IOException {
    assertThat(trip(Duration.ZERO, "2").findings(List.of(beacon("demo"))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.WARNING);
              assertThat(finding.found()).endsWith("is in events_demo 2 times");
            });
  }

  @Test
  void looksForOneEventOfEachSite() throws IOException {
    RoundTrip trip = trip(Duration.ZERO, "1", "1");

    assertThat(trip.findings(List.of(beacon("demo"), beacon("demo"), beacon("my-shop"))))
        .extracting(Finding::found)
        .containsExactly("page_view e-1 is in events_demo", "page_view e-1 is in events_my_shop");
    assertThat(trip.findings(List.of(beacon("demo"), beacon("my-shop")))).isEmpty();
  }

  @Test
  void looksForNoEventThatWasNotStored() throws IOException {
    Outcome refused = answer(400, "{\"stored\":0,\"refused\":[]}");
    Outcome none = answer(200, "{\"stored\":0,\"refused\":[]}");
    Outcome failed = new Failed(Cause.CONNECTION, "", 0);

    assertThat(
            trip(Duration.ZERO)
                .findings(
                    List.of(
                        beacon("demo", "e-1", refused),
                        beacon("demo", "e-1", none),
                        beacon("demo", "e-1", failed),
                        beacon("elsewhere"))))
        .isEmpty();
  }

  @Test
  void looksForOneOfSeveralEventsThatWasNotRefused() throws IOException {
    Outcome answer =
        answer(
            200,
            "{\"stored\":1,\"refused\":[{\"index\":0,\"field\":\"evt\",\"reason\":\"missing\"}]}");
    Beacon first = beacon("demo", "e-1", answer);
    List<Sent> both = List.of(first.events().getFirst(), new Sent("e-2", "click", ""));
    Beacon beacon = new Beacon(first.exchange(), Route.EVENTS, "demo", both);

    assertThat(trip(Duration.ZERO, "1").findings(List.of(beacon)))
        .containsExactly(Finding.ok("row", "click e-2 is in events_demo"));
  }

  @Test
  void asksNothingWithAnIdThatIsNone() throws IOException {
    Beacon hostile = beacon("demo", "x' OR '1'='1", answer(200, "{}"));

    assertThat(trip(Duration.ZERO).findings(List.of(hostile)))
        .extracting(Finding::level)
        .containsExactly(Level.UNCHECKED);
    assertThat(asked).isEmpty();
  }

  @Test
  void saysThatRowsOfThePythonSystemHaveNoId() throws IOException {
    assertThat(trip(Duration.ZERO).findings(List.of(beacon("old"))))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.UNCHECKED));
  }

  @Test
  void saysWhatTheWarehouseComplainsOf() throws IOException {
    Queries broken =
        (sql, sink) -> {
          throw new QueryFailedException("no such table");
        };
    RoundTrip trip =
        new RoundTrip(
            broken, SITES, new RoundTrip.Terms(Duration.ZERO, Duration.ofMillis(1)), clock());

    assertThat(trip.findings(List.of(beacon("demo"))))
        .containsExactly(
            Finding.unchecked("row", "the table events_demo cannot be asked: no such table", ""));
  }

  /** A warehouse that answers one count after the other, each a second later. */
  private RoundTrip trip(Duration limit, String... counts) {
    List<String> answers = new ArrayList<>(Arrays.asList(counts));
    Queries queries =
        (sql, sink) -> {
          asked.add(sql);
          now = now.plusSeconds(1);
          sink.columns(List.of(new Column("count_star()", Column.Kind.NUMBER)));
          sink.row(List.of(answers.removeFirst()));
          sink.end();
        };
    return new RoundTrip(queries, SITES, new RoundTrip.Terms(limit, Duration.ofMillis(1)), clock());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  private static Outcome answer(int status, String body) {
    return new Answered(status, "application/json", Map.of(), body, By.SERVER);
  }

  private static Beacon beacon(String site) {
    return beacon(site, "e-1", answer(200, "{\"stored\":1,\"refused\":[]}"));
  }

  private static Beacon beacon(String site, String id, Outcome outcome) {
    URI url = URI.create("https://collect.example/v1/events/" + site);
    Exchange exchange =
        new Exchange(new Exchange.Request("POST", url, Map.of(), null, SENT), outcome);
    return new Beacon(exchange, Route.EVENTS, site, List.of(new Sent(id, "page_view", "")));
  }
}
