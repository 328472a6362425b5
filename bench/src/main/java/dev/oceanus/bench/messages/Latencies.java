package dev.oceanus.bench.messages;

import java.util.Arrays;
import java.util.List;

/** Times of messages, sorted. */
final class Latencies {
  private final double[] millis;

  private Latencies(double[] millis) {
    this.millis = millis;
  }

  static Latencies of(List<Message> messages) {
    double[] millis = messages.stream().mapToDouble(Message::millis).toArray();
    Arrays.sort(millis);
    return new Latencies(millis);
  }

  /**
   * The least time that this share of the messages did not exceed, in milliseconds; 0 without a
   * message.
   *
   * @param share above 0, at most 1
   */
  double millis(double share) {
    return millis.length == 0 ? 0 : millis[(int) Math.ceil(share * millis.length) - 1];
  }
}
