package dev.oceanus.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void isTheOneThatKnowsTheReason() {
    assertThat(Origin.of(null, "origin")).isEqualTo(Origin.REFUSED);
    assertThat(Origin.of(null, "refused-by-warehouse")).isEqualTo(Origin.DEAD_LETTERS);
    assertThat(Origin.of("dead-letters", "unreadable")).isEqualTo(Origin.DEAD_LETTERS);
  }

  @Test
  void namesTheReasonsThatThereAre() {
    assertThatThrownBy(() -> Origin.of(null, "weather"))
        .hasMessageContaining("'weather'")
        .hasMessageContaining("wrong_type")
        .hasMessageContaining("unreadable");
    assertThatThrownBy(() -> Origin.of("refused", "unreadable"))
        .hasMessageContaining("wrong_type")
        .hasMessageNotContaining("refused-by-warehouse");
    assertThatThrownBy(() -> Origin.of("elsewhere", "origin")).hasMessageContaining("--from");
  }
}
