package dev.oceanus.bench.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.bench.messages.Message.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static final String ID = "019a8b2c-1234-7abc-8def-0123456789ab";

  @Test
  void readsRuleEventAndTime() {
    assertThat(Message.parse("big-order: " + ID + " 18000000", 20_500_000))
        .hasValueSatisfying(
            message -> {
              assertThat(message.subject()).isEqualTo(new Subject("big-order", ID));
              assertThat(message.millis()).isEqualTo(2.5);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"level\":\"INFO\",\"message\":\"pubsub-notifier ready\"}",
        "big-order: ",
        "big-order: " + ID,
        "big-order: " + ID + " soon",
        "big-order: " + ID + " 1 2",
        "2026-11-30 08:15:02 INFO target terminal: another process delivers to it now"
      })
  void takesNoOtherLineForAMessage(String line) {
    assertThat(Message.parse(line, 1)).isEmpty();
  }
}
