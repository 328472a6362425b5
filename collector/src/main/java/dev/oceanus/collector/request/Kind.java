package dev.oceanus.collector.request;

/** How a value was written. */
public enum Kind {
  /** Text: a parameter, a form field or a JSON string. */
  TEXT,
  /** A JSON number, kept as it was written. */
  NUMBER,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** A JSON object or array, kept as it was written. */
  COMPOUND,
  /** JSON's {@code null}. */
  NULL
}
