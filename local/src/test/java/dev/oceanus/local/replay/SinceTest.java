package dev.oceanus.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.local.cli.CommandException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:15:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-24, 2026-11-24T00:00:00Z",
    "2026-11-24T08:15:02.5Z, 2026-11-24T08:15:02.500Z",
    "30m, 2026-11-24T07:45:00Z",
    "12h, 2026-11-23T20:15:00Z",
    "7d, 2026-11-17T08:15:00Z"
  })
  void readsADayAnInstantOrATimeAgo(String text, Instant expected) {
    assertThat(Since.parse(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "d",
        "7w",
        "-7d",
        "2026-13-01",
        "2026-11-24T08:15:00",
        "yesterday",
        "1234567d"
      })
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> Since.parse(text, NOW))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("--since takes a day")
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("7d");
  }
}
