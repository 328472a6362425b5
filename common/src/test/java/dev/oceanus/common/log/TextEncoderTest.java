package dev.oceanus.common.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class TextEncoderTest {
  private static final String TIME = "\\d\\d:\\d\\d:\\d\\d\\.123";

  private static List<String> lines(LoggingEvent event) {
    String text = new String(new TextEncoder().encode(event), UTF_8);
    assertThat(text).endsWith("\n").doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
    return text.lines().toList();
  }

  private static LoggingEvent event(String message, @Nullable Throwable cause) {
    LoggingEvent event =
        new LoggingEvent(
            "here",
            new LoggerContext().getLogger("dev.oceanus.Test"),
            Level.WARN,
            message,
            cause,
            new Object[0]);
    event.setInstant(Instant.parse("2026-11-24T12:00:00.123Z"));
    return event;
  }

  @Test
  void writesALineForPeople() {
    LoggingEvent event = event("it rains", null);
    event.addKeyValuePair(new KeyValuePair("site", "demo"));
    event.addKeyValuePair(new KeyValuePair("rows", 5));
    assertThat(lines(event))
        .singleElement()
        .asString()
        .matches(TIME + " WARN  Test - it rains site=\"demo\" rows=\"5\"");
  }

  @Test
  void letsNoTextLookLikeALineOrMoveATerminal() {
    LoggingEvent event = event("a\n12:00:00.000 ERROR x\r\u001b[2J\u0007\u2028\u009bb", null);
    event.addKeyValuePair(new KeyValuePair("site", "x\ny"));
    assertThat(lines(event))
        .singleElement()
        .asString()
        .endsWith("a?12:00:00.000 ERROR x??[2J???b site=\"x?y\"");
  }

  @Test
  void letsNoValueLookLikeAnotherPair() {
    LoggingEvent event = event("it rains", null);
    event.addKeyValuePair(new KeyValuePair("site", "a\" lane=\"b\\"));
    assertThat(lines(event))
        .singleElement()
        .asString()
        .endsWith("it rains site=\"a\\\" lane=\\\"b\\\\\"");
  }

  @Test
  void indentsWhatBelongsToAnException() {
    Throwable cause = new IllegalStateException("x\n12:00:00.000 ERROR Forged - \u001b[2J");
    List<String> lines = lines(event("it broke", cause));
    assertThat(lines.getFirst()).endsWith("it broke");
    assertThat(lines.subList(1, lines.size()))
        .hasSizeGreaterThan(3)
        .allMatch(line -> line.startsWith("\t"));
  }

  @Test
  void cutsWhatIsLong() {
    LoggingEvent event = event("m".repeat(1 << 20), null);
    event.addKeyValuePair(new KeyValuePair("site", "v".repeat(1 << 20)));
    assertThat(lines(event))
        .singleElement()
        .asString()
        .hasSizeLessThan(4_500)
        .contains("m... site=\"" + "v".repeat(256) + "...\"");
  }
}
