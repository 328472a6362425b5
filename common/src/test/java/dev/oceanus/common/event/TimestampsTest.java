package dev.oceanus.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final DateTimeFormatter REFERENCE =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  @Test
  void agreesWithTheFormatterOfTheJdk() {
    SplittableRandom random = new SplittableRandom(7);
    long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    for (int i = 0; i < 20_000; i++) {
      Instant time =
          Instant.ofEpochSecond(random.nextLong(first, last), random.nextInt(1_000_000) * 1000L);
      String text = Timestamps.format(time);
      assertThat(text).isEqualTo(REFERENCE.format(time));
      assertThat(Timestamps.parse(text)).isEqualTo(time);
    }
  }

  @Test
  void cutsToMicroseconds() {
    assertThat(Timestamps.format(Instant.ofEpochSecond(0, 1_999)))
        .isEqualTo("1970-01-01T00:00:00.000001Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-23T08:15:02Z",
        "2026-11-23 08:15:02.123456Z",
        "2026-13-23T08:15:02.123456Z",
        "2026-02-30T08:15:02.123456Z",
        "2026-11-23T24:15:02.123456Z",
        "2026-11-23T08:60:02.123456Z",
        "2026-11-23T08:15:60.123456Z",
        "2026-11-23T08:15:02.12345xZ",
        "2026-11-23T08:15:02.123456+"
      })
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
