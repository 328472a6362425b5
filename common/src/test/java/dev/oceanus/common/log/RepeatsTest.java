package dev.oceanus.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Repeats repeats = new Repeats(nanos::get);

  @Test
  void passesTheFirstOfEachKindAndHoldsTheOthersBack() {
    assertThat(repeats.pass("a")).hasValue(0);
    assertThat(repeats.pass("a")).isEmpty();
    assertThat(repeats.pass("b")).hasValue(0);
    assertThat(repeats.pass("a")).isEmpty();
  }

  @Test
  void passesOneAMinuteAndSaysHowManyItHeldBack() {
    repeats.pass("a");
    repeats.pass("a");
    repeats.pass("a");
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(repeats.pass("a")).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(repeats.pass("a")).hasValue(3);
    assertThat(repeats.pass("a")).isEmpty();
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(repeats.pass("a")).hasValue(1);
  }

  @Test
  void takesTooManyKindsForOne() {
    for (int i = 0; i < 100; i++) {
      assertThat(repeats.pass("kind " + i)).hasValue(0);
    }
    assertThat(repeats.pass("one more")).hasValue(0);
    assertThat(repeats.pass("another")).isEmpty();
    assertThat(repeats.pass("kind 7")).isEmpty();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(repeats.pass("a third")).hasValue(1);
  }
}
