package dev.oceanus.collector.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentsTest {
  private static final List<String> DEVICES = List.of("pc", "mobile", "tablet", "bot", "");

  private final Agents agents = new Agents();

  @ParameterizedTest
  @CsvFileSource(
      resources = "/agents.psv",
      delimiter = '|',
      numLinesToSkip = 1,
      nullValues = "-",
      maxCharsPerColumn = 1024)
  void classifies(
      String device,
      @Nullable String browser,
      @Nullable String os,
      @Nullable String bot,
      String ua) {
    Agent expected = new Agent(device.equals("none") ? "" : device, browser, os, bot);
    assertThat(agents.of(ua)).as(ua).isEqualTo(expected);
    assertThat(agents.of(ua)).as("remembered: %s", ua).isEqualTo(expected);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\t"})
  void knowsNothingWithoutAHeader(@Nullable String header) {
    assertThat(agents.of(header)).isEqualTo(Agent.UNKNOWN);
  }

  @Test
  void looksAtTheBeginningOfAHeaderOnly() {
    String megabyte = "x".repeat(1_000_000);
    assertThat(agents.of(megabyte)).isEqualTo(new Agent("", null, null, null));
    assertThat(agents.of("Mozilla/5.0 (Windows NT 10.0)" + megabyte + "Googlebot/2.1"))
        .isEqualTo(new Agent("pc", null, "Windows 10", null));
  }

  @Test
  void tellsHeadersApartThatShareAPlaceOfItsMemory() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20_000; i++) {
        assertThat(agents.of("Firefox/" + i).browser()).isEqualTo("Firefox " + i);
      }
    }
  }

  @Property
  void alwaysFindsADeviceOfTheClosedSet(@ForAll String header) {
    Agent agent = agents.of(header);
    assertThat(DEVICES).contains(agent.device());
    assertThat(agent.device().equals("bot")).isEqualTo(agent.bot() != null);
  }
}
