package dev.oceanus.common.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * One JSON object a line, in the fields that Google Cloud Logging knows: severity, time, message,
 * stack_trace; key-values as fields of their own. An error without a stack is marked for Error
 * Reporting, which groups those by their logger. Long texts are cut, so that no input fills a log.
 */
final class CloudEncoder extends EncoderBase<ILoggingEvent> {
  private static final int MESSAGE_AT_MOST = 4_096;
  private static final int VALUE_AT_MOST = 256;
  private static final int STACK_AT_MOST = 16_384;
  private static final byte[] NONE = {};
  private static final String REPORTED =
      "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

  /** What JSON does not escape, and terminals or line readers take for more than text. */
  private static final Pattern CONTROLS = Pattern.compile("[\u007f-\u009f\u2028\u2029]");

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return NONE;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      out.writeStringProperty("severity", severity(event.getLevel()));
      out.writeStringProperty("time", time(event).toString());
      out.writeStringProperty("message", cut(event.getFormattedMessage(), MESSAGE_AT_MOST));
      out.writeStringProperty("logger", event.getLoggerName());
      out.writeStringProperty("thread", event.getThreadName());
      writeKeyValues(out, event.getKeyValuePairs());
      if (event.getThrowableProxy() != null) {
        String stack = ThrowableProxyUtil.asString(event.getThrowableProxy());
        out.writeStringProperty("stack_trace", cut(stack, STACK_AT_MOST));
      } else if (event.getLevel() == Level.ERROR) {
        writeReport(out, event.getLoggerName());
      }
      out.writeEndObject();
    }
    bytes.append('\n');
    return bytes.toByteArray();
  }

  private static void writeReport(JsonGenerator out, String logger) {
    out.writeStringProperty("@type", REPORTED);
    out.writeObjectPropertyStart("context");
    out.writeObjectPropertyStart("reportLocation");
    out.writeStringProperty("functionName", logger);
    out.writeEndObject();
    out.writeEndObject();
  }

  @Override
  public byte[] footerBytes() {
    return NONE;
  }

  private static void writeKeyValues(JsonGenerator out, @Nullable List<KeyValuePair> pairs) {
    if (pairs == null) {
      return;
    }
    for (KeyValuePair pair : pairs) {
      switch (pair.value) {
        case Integer number -> out.writeNumberProperty(pair.key, number);
        case Long number -> out.writeNumberProperty(pair.key, number);
        case Boolean flag -> out.writeBooleanProperty(pair.key, flag);
        case null -> out.writeNullProperty(pair.key);
        default -> out.writeStringProperty(pair.key, cut(pair.value.toString(), VALUE_AT_MOST));
      }
    }
  }

  private static Instant time(ILoggingEvent event) {
    Instant instant = event.getInstant();
    return instant == null ? Instant.ofEpochMilli(event.getTimeStamp()) : instant;
  }

  private static String severity(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> "ERROR";
      case Level.WARN_INT -> "WARNING";
      case Level.INFO_INT -> "INFO";
      default -> "DEBUG";
    };
  }

  /** Cut, and without halves of surrogate pairs, which JSON in UTF-8 cannot hold, and controls. */
  private static String cut(@Nullable String text, int atMost) {
    if (text == null) {
      return "";
    }
    String shown = text.length() > atMost ? text.substring(0, atMost) + "..." : text;
    return CONTROLS.matcher(new String(shown.getBytes(UTF_8), UTF_8)).replaceAll("?");
  }
}
