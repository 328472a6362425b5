package dev.oceanus.collector.parse;

import static dev.oceanus.collector.parse.Parsing.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.oceanus.collector.TestSites;
import dev.oceanus.common.event.Event;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's clock, row A02 in the core: it never costs an event. */
class PageClockTest {
  private final Parsing demo = new Parsing(TestSites.DEMO, Arrivals.BROWSER);

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00Z",
    "-1, 1969-12-31T23:59:59.999Z",
    "1700000000000, 2023-11-14T22:13:20Z",
    "1700000000000.25, 2023-11-14T22:13:20.000250Z",
    "1.7e12, 2023-11-14T22:13:20Z",
    "1795508702123, 2026-11-24T08:25:02.123Z",
    "253402300799999, 9999-12-31T23:59:59.999Z",
    "-62135596800000, 0001-01-01T00:00:00Z"
  })
  void readsMillisecondsOfTheYears1To9999(String sent, Instant time) {
    assertThat(SentTime.parse(sent)).isEqualTo(time);
    Event event = accepted(demo.query("evt=e&ts=" + sent));
    assertThat(event.get("occurred_at")).isEqualTo(time);
    assertThat(event.get("received_at")).isEqualTo(Arrivals.NOW);
    assertThat(event.get("properties")).isNull();
  }

  static Stream<String> unusable() {
    return Stream.of(
        "yesterday",
        "2026-11-24T08:15:02Z",
        "253402300800000",
        "-62135596800001",
        "1e400",
        "1e24",
        "1e2147483647",
        "0e-2147483648",
        "NaN",
        "Infinity",
        "0x10",
        "1 2",
        "99999999999999999999",
        "--1",
        "1_000",
        "9".repeat(25),
        "日本");
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void standsInForATimeOfNoUseAndKeepsItInTheProperties(String sent) {
    Event event = accepted(demo.query("evt=e&ts=" + sent));
    assertThat(event.get("occurred_at")).isEqualTo(Arrivals.NOW);
    assertThat(event.get("properties")).isEqualTo("{\"_ts\":\"" + sent + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-400", "1e-2147483647", "0e2147483647", "-0"})
  void readsWhatIsNextToNothingAsTheEpoch(String sent) {
    assertThat(SentTime.parse(sent)).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {\"_ts\":\"x\"}",
        "{ } | { \"_ts\":\"x\"}",
        "{\"a\":1} | {\"a\":1,\"_ts\":\"x\"}",
        "{\"_ts\":1} | {\"_ts\":1}",
        "[1] | [1]",
        "5 | 5"
      })
  void addsTheUnusableTimeToAnObjectOnly(String sent, String kept) {
    assertThat(accepted(demo.query("evt=e&ts=x&jsn=" + sent)).get("properties")).isEqualTo(kept);
    assertThat(
            accepted(demo.json("{\"evt\":\"e\",\"ts\":\"x\",\"properties\":" + sent + "}"))
                .get("properties"))
        .isEqualTo(kept);
  }

  @Test
  void keepsNoMoreThanTheBeginningOfAnUnusableTime() {
    Event event = accepted(demo.query("evt=e&ts=" + "x".repeat(10_000)));
    assertThat(event.get("properties")).isEqualTo("{\"_ts\":\"" + "x".repeat(256) + "\"}");
  }

  static Stream<Arguments> corrected() {
    long now = Arrivals.NOW.toEpochMilli();
    return Stream.of(
        arguments(now - 500, now, Arrivals.NOW.minusMillis(500)),
        arguments(now - 3_600_500, now - 3_600_000, Arrivals.NOW.minusMillis(500)),
        arguments(now + 86_400_000, now + 86_400_000, Arrivals.NOW),
        arguments(0L, 1_000L, Arrivals.NOW.minusMillis(1_000)),
        arguments(1_000L, 0L, Arrivals.NOW.plusMillis(1_000)));
  }

  @ParameterizedTest
  @MethodSource("corrected")
  void correctsTheClockByWhatItWasOffAtSending(long happened, long sent, Instant time) {
    Event event = accepted(demo.query("evt=e&ts=" + happened + "&st=" + sent));
    assertThat(event.get("occurred_at")).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({"1000, x", "1000, ''", "1000, 1e400"})
  void leavesTheClockAsItIsWhereTheTimeOfSendingIsOfNoUse(String happened, @Nullable String sent) {
    assertThat(accepted(demo.query("evt=e&ts=" + happened + "&st=" + sent)).get("occurred_at"))
        .isEqualTo(Instant.ofEpochMilli(1000));
  }

  @Test
  void takesACorrectionOutOfTheYearsForATimeOfNoUse() {
    Event event = accepted(demo.query("evt=e&ts=253402300799999&st=0"));
    assertThat(event.get("occurred_at")).isEqualTo(Arrivals.NOW);
    assertThat(event.get("properties")).isEqualTo("{\"_ts\":\"253402300799999\"}");
  }
}
