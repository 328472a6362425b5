package dev.oceanus.bench.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.bench.messages.Message.Subject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static Latencies of(int messages) {
    List<Message> all = new ArrayList<>();
    for (int i = messages; i >= 1; i--) {
      all.add(new Message(new Subject("rule", "e" + i), 0, i * 1_000_000L));
    }
    return Latencies.of(all);
  }

  @Test
  void isTheLeastTimeThatAShareDidNotExceed() {
    assertThat(of(100).millis(0.5)).isEqualTo(50);
    assertThat(of(100).millis(0.95)).isEqualTo(95);
    assertThat(of(100).millis(0.99)).isEqualTo(99);
    assertThat(of(3).millis(0.5)).isEqualTo(2);
    assertThat(of(3).millis(0.99)).isEqualTo(3);
    assertThat(of(1).millis(0.01)).isEqualTo(1);
  }

  @Test
  void isNothingWithoutAMessage() {
    assertThat(of(0).millis(0.95)).isZero();
  }
}
