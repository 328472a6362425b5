package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import dev.oceanus.common.event.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A02: the page's clock is kept, but the time of receipt, which chooses the partition, is ours. */
class A02PageClockTest {
  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @CsvSource({"0, 1970-01-01T00:00:00Z", "253402300799000, 9999-12-31T23:59:59Z"})
  void keepsATimeOfAnyYear(String sent, Instant kept) throws IOException {
    Event event = inputs.stored(TestSites.DEMO, get("/v1/pixel/demo?evt=e&ts=" + sent));
    assertThat(event.get("occurred_at")).isEqualTo(kept);
    receivedNow(event);
  }

  @Test
  void keepsATimeInTheFuture() throws IOException {
    Instant future =
        Instant.ofEpochMilli(Instant.now().plus(Duration.ofMinutes(10)).toEpochMilli());
    String body = "{\"evt\":\"e\",\"ts\":" + future.toEpochMilli() + "}";
    Event event = inputs.stored(TestSites.DEMO, post("/v1/events/demo", "text/plain", body));
    assertThat(event.get("occurred_at")).isEqualTo(future);
    receivedNow(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday" + MARKER, "253402300800000", "-1e300", "NaN"})
  void putsOursInPlaceOfWhatIsNoTimeAndKeepsItAsText(String sent) throws IOException {
    Event event = inputs.stored(TestSites.DEMO, get("/v1/pixel/demo?evt=e&ts=" + sent));
    assertThat(event.get("occurred_at")).isEqualTo(event.get("received_at"));
    assertThat(event.get("properties")).isEqualTo("{\"_ts\":\"" + sent + "\"}");
    receivedNow(event);
  }

  private static void receivedNow(Event event) {
    assertThat((Instant) event.get("received_at"))
        .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
  }
}
