package dev.oceanus.fakebigquery.fault;

import java.time.Duration;

/**
 * What the rules say about one call.
 *
 * @param delay how long it is held up first
 * @param fault what happens then
 */
public record Decision(Duration delay, Fault fault) {
  /** Nothing goes wrong. */
  public static final Decision NONE = new Decision(Duration.ZERO, new Fault.None());
}
