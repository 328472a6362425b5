package dev.oceanus.bench.messages;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One message as the terminal showed it.
 *
 * @param subject what it tells of whom
 * @param sent when the event's request was sent, by {@link System#nanoTime()}
 * @param seen when the message was seen, by the same clock
 */
record Message(Subject subject, long sent, long seen) {
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]*): ([0-9a-f-]{36}) ([0-9]{1,18})");

  /**
   * What messages differ by.
   *
   * @param rule name of the rule
   * @param event id of the event
   */
  record Subject(String rule, String event) {}

  /** The message of a line; empty if the line is something else, as a line of the log. */
  static Optional<Message> parse(String line, long seen) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Message(
                new Subject(matcher.group(1), matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                seen))
        : Optional.empty();
  }

  /** From the request to the message, in milliseconds. */
  double millis() {
    return (seen - sent) / 1e6;
  }
}
