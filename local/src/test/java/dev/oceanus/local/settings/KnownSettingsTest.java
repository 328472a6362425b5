package dev.oceanus.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.config.Env;
import dev.oceanus.local.cli.CommandException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {
  private static List<Object> two(Env env) {
    return List.of(
        env.integer("OCEANUS_ONE", 1, 0, 9, "One."), env.text("OCEANUS_TWO", "two", "Two."));
  }

  @Test
  void takesWhatTheReaderKnowsAndElseOtherValuesAndElseDefaults() {
    assertThat(KnownSettings.read(Map.of(), Map.of(), KnownSettingsTest::two))
        .containsExactly(1, "two");
    assertThat(
            KnownSettings.read(
                Map.of("OCEANUS_ONE", "2", "OCEANUS_THREE", "x", "HOME", "y"),
                Map.of("OCEANUS_ONE", "3", "OCEANUS_TWO", "zwei", "OCEANUS_FOUR", "z"),
                KnownSettingsTest::two))
        .containsExactly(2, "zwei");
  }

  @Test
  void tellsEveryFault() {
    assertThatThrownBy(
            () ->
                KnownSettings.read(
                    Map.of("OCEANUS_ONE", "10", "OCEANUS_TWO", " "),
                    Map.of(),
                    KnownSettingsTest::two))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.code()).isEqualTo(CommandException.SETTINGS))
        .hasMessageMatching("OCEANUS_ONE: must be .*\nOCEANUS_TWO: must not be blank.*");
  }
}
