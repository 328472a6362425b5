package dev.oceanus.common.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  @ParameterizedTest
  @CsvSource({
    "0, 100",
    "1, 100",
    "2, 200",
    "3, 400",
    "5, 1600",
    "6, 2000",
    "7, 2000",
    "2147483647, 2000"
  })
  void waitsBetweenHalfOfTheFullTimeAndAllOfIt(int failures, long fullMillis) {
    Random random = new Random(failures);
    for (int i = 0; i < 1_000; i++) {
      assertThat(backoff.after(failures, random))
          .isBetween(Duration.ofMillis(fullMillis / 2), Duration.ofMillis(fullMillis));
    }
  }

  @Test
  void doesNotWaitAlwaysTheSame() {
    Random random = new Random(1);
    assertThat(backoff.after(1, random)).isNotEqualTo(backoff.after(1, random));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "5, 4"})
  void refusesTimesThatMakeNoSense(long first, long longest) {
    assertThatThrownBy(() -> new Backoff(Duration.ofMillis(first), Duration.ofMillis(longest)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
