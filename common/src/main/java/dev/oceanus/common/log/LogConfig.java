package dev.oceanus.common.log;

import dev.oceanus.common.config.Env;

/**
 * How a process logs.
 *
 * @param format for machines or for people
 * @param level the least severe that is shown
 */
public record LogConfig(Format format, Level level) {
  /** Shape of a line. */
  public enum Format {
    JSON,
    TEXT
  }

  /** Severity. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** Reads the settings that begin with {@code OCEANUS_LOG_}. */
  public static LogConfig from(Env env) {
    return new LogConfig(
        env.choice(
            "OCEANUS_LOG_FORMAT",
            Format.class,
            Format.JSON,
            "Log lines as JSON with Google Cloud Logging's fields, or as text."),
        env.choice(
            "OCEANUS_LOG_LEVEL",
            Level.class,
            Level.INFO,
            "The least severe lines that are shown."));
  }
}
