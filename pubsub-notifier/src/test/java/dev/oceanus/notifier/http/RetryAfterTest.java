package dev.oceanus.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  @Test
  void readsSeconds() {
    assertThat(read("0")).isEqualTo(Duration.ZERO);
    assertThat(read("30")).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void readsDates() {
    assertThat(read("Mon, 30 Nov 2026 12:01:00 GMT")).isEqualTo(Duration.ofMinutes(1));
    assertThat(read("Mon, 30 Nov 2026 11:00:00 GMT")).isEqualTo(Duration.ZERO);
  }

  @Test
  void waitsNoLongerThanAnHour() {
    assertThat(read("3601")).isEqualTo(RetryAfter.AT_MOST);
    assertThat(read("999999999999999999")).isEqualTo(RetryAfter.AT_MOST);
    assertThat(read("Fri, 31 Dec 9999 23:59:59 GMT")).isEqualTo(RetryAfter.AT_MOST);
  }

  @Test
  void passesOverWhatItCannotRead() {
    assertThat(read(null)).isNull();
    assertThat(read("")).isNull();
    assertThat(read("-1")).isNull();
    assertThat(read("soon")).isNull();
    assertThat(read("1.5")).isNull();
    assertThat(read("9".repeat(40))).isNull();
  }

  private static @Nullable Duration read(@Nullable String value) {
    return RetryAfter.read(value, NOW);
  }
}
