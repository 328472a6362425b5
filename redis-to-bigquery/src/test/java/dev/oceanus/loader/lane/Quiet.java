package dev.oceanus.loader.lane;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the loader from logging the thousands of failures that a test makes on purpose. */
final class Quiet {
  private Quiet() {}

  static void on() {
    level(Level.OFF);
  }

  static void off() {
    level(Level.INFO);
  }

  private static void level(Level level) {
    ((Logger) LoggerFactory.getLogger("dev.oceanus.loader")).setLevel(level);
  }
}
