package dev.oceanus.common.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/**
 * One line of text for people, with the lines of a stack trace indented below it. No text can look
 * like a line of its own, or move a terminal: what is no plain character becomes a question mark.
 * No value can look like another pair: a backslash stands before its quotes and backslashes.
 */
final class TextEncoder extends EncoderBase<ILoggingEvent> {
  private static final int MESSAGE_AT_MOST = 4_096;
  private static final int VALUE_AT_MOST = 256;
  private static final int STACK_AT_MOST = 16_384;
  private static final byte[] NONE = {};
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\u0080-\u009f\u2028\u2029]");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  @Override
  public byte[] headerBytes() {
    return NONE;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(256);
    Instant time = event.getInstant();
    TIME.formatTo(time == null ? Instant.ofEpochMilli(event.getTimeStamp()) : time, text);
    text.append(" %-5s ".formatted(event.getLevel()))
        .append(simpleName(event.getLoggerName()))
        .append(" - ")
        .append(plain(event.getFormattedMessage(), MESSAGE_AT_MOST));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        String value = plain(String.valueOf(pair.value), VALUE_AT_MOST);
        String quotable = value.replace("\\", "\\\\").replace("\"", "\\\"");
        text.append(' ').append(pair.key).append("=\"").append(quotable).append('"');
      }
    }
    text.append('\n');
    if (event.getThrowableProxy() != null) {
      String stack = ThrowableProxyUtil.asString(event.getThrowableProxy());
      cut(stack, STACK_AT_MOST).lines().forEach(line -> indented(line, text));
    }
    return text.toString().getBytes(UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NONE;
  }

  private static void indented(String line, StringBuilder text) {
    boolean frame = line.startsWith("\t");
    text.append('\t')
        .append(CONTROLS.matcher(frame ? line.substring(1) : line).replaceAll("?"))
        .append('\n');
  }

  private static String simpleName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  private static String plain(String text, int atMost) {
    return CONTROLS.matcher(cut(text, atMost)).replaceAll("?");
  }

  private static String cut(String text, int atMost) {
    return text.length() > atMost ? text.substring(0, atMost) + "..." : text;
  }
}
