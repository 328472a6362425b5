package dev.oceanus.notifier.rules;

import java.time.Duration;
import java.util.List;

/**
 * How often a rule may act.
 *
 * @param most times within a window, 1 or more
 * @param per length of a window, which begins with the first time
 * @param key names of values; events that differ in one of them count apart. Empty: all together
 */
public record Throttle(int most, Duration per, List<String> key) {
  public Throttle {
    key = List.copyOf(key);
  }
}
