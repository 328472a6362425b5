package dev.oceanus.common.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CloudEncoderTest {
  private final CloudEncoder encoder = new CloudEncoder();

  private static LoggingEvent event(Level level, String message, @Nullable Throwable cause) {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(
            "here", context.getLogger("dev.oceanus.Test"), level, message, cause, new Object[0]);
    event.setInstant(Instant.parse("2026-11-24T12:00:00.123Z"));
    return event;
  }

  /** The one line that is written, read strictly. */
  private JsonNode line(LoggingEvent event) {
    String line;
    try {
      line = UTF_8.newDecoder().decode(ByteBuffer.wrap(encoder.encode(event))).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("no UTF-8", e);
    }
    assertThat(line).endsWith("}\n");
    assertThat(line.substring(0, line.length() - 1))
        .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\x{2028}]");
    return JsonMapper.shared().readTree(line);
  }

  @ParameterizedTest
  @CsvSource({"ERROR, ERROR", "WARN, WARNING", "INFO, INFO", "DEBUG, DEBUG", "TRACE, DEBUG"})
  void namesSeveritiesAsCloudLoggingDoes(String level, String severity) {
    JsonNode json = line(event(Level.toLevel(level), "x", null));
    assertThat(json.get("severity").stringValue()).isEqualTo(severity);
  }

  @Test
  void tellsTimeLoggerAndThread() {
    JsonNode json = line(event(Level.INFO, "x", null));
    assertThat(json.get("time").stringValue()).isEqualTo("2026-11-24T12:00:00.123Z");
    assertThat(json.get("logger").stringValue()).isEqualTo("dev.oceanus.Test");
    assertThat(json.get("thread").stringValue()).isEqualTo(Thread.currentThread().getName());
  }

  /** RELIABILITY A12: nobody forges a line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "two\nlines\r\nand \"quotes\" \\ {}",
        "\u0000\u0001\u001b[31mred",
        "海 🐋",
        "{\"severity\":\"ERROR\"}",
        "${jndi:ldap://x}"
      })
  void keepsAnyMessageOnOneLine(String message) {
    assertThat(line(event(Level.INFO, message, null)).get("message").stringValue())
        .isEqualTo(message);
  }

  @Test
  void replacesHalvesOfSurrogatePairs() {
    JsonNode json = line(event(Level.INFO, "a\uD83Db\uDC0Bc", null));
    assertThat(json.get("message").stringValue()).isEqualTo("a?b?c");
  }

  @Test
  void replacesControlsThatJsonDoesNotEscape() {
    JsonNode json = line(event(Level.INFO, "a\u007f\u0085\u009b31m\u2028\u2029", null));
    assertThat(json.get("message").stringValue()).isEqualTo("a???31m??");
  }

  @Test
  void cutsLongTextsWithoutBreakingACharacter() {
    JsonNode json = line(event(Level.INFO, "x".repeat(4_095) + "🐋" + "y".repeat(99), null));
    assertThat(json.get("message").stringValue()).hasSize(4_099).endsWith("x?...");
  }

  @Test
  void writesKeyValuesAsFields() {
    LoggingEvent event = event(Level.INFO, "x", null);
    event.addKeyValuePair(new KeyValuePair("lane", "events"));
    event.addKeyValuePair(new KeyValuePair("rows", 7));
    event.addKeyValuePair(new KeyValuePair("bytes", 7_000_000_000L));
    event.addKeyValuePair(new KeyValuePair("first", true));
    event.addKeyValuePair(new KeyValuePair("nothing", null));
    event.addKeyValuePair(new KeyValuePair("long", "v".repeat(1_000)));
    JsonNode json = line(event);
    assertThat(json.get("lane").stringValue()).isEqualTo("events");
    assertThat(json.get("rows").intValue()).isEqualTo(7);
    assertThat(json.get("bytes").longValue()).isEqualTo(7_000_000_000L);
    assertThat(json.get("first").booleanValue()).isTrue();
    assertThat(json.get("nothing").isNull()).isTrue();
    assertThat(json.get("long").stringValue()).hasSize(259);
  }

  @Test
  void marksAnErrorWithoutAStackForErrorReporting() {
    JsonNode json = line(event(Level.ERROR, "x", null));
    assertThat(json.get("@type").stringValue()).endsWith("v1beta1.ReportedErrorEvent");
    assertThat(json.at("/context/reportLocation/functionName").stringValue())
        .isEqualTo("dev.oceanus.Test");
    assertThat(line(event(Level.WARN, "x", null)).has("@type")).isFalse();
    assertThat(line(event(Level.ERROR, "x", new Exception("e"))).has("@type")).isFalse();
  }

  @Test
  void writesTheStackOfAnException() {
    Exception cause = new IllegalArgumentException("inner\nline");
    JsonNode json = line(event(Level.ERROR, "x", new IllegalStateException("outer", cause)));
    assertThat(json.get("stack_trace").stringValue())
        .startsWith("java.lang.IllegalStateException: outer")
        .contains("Caused by: java.lang.IllegalArgumentException: inner\nline")
        .contains("CloudEncoderTest");
  }

  @Test
  void cutsAnEndlessStack() {
    Exception deep = new IllegalStateException("m".repeat(100_000));
    JsonNode json = line(event(Level.ERROR, "x", deep));
    assertThat(json.get("stack_trace").stringValue()).hasSize(16_387);
  }
}
