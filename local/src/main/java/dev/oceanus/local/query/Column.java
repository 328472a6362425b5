package dev.oceanus.local.query;

/**
 * A column of an answer.
 *
 * @param name as the query gave it
 * @param kind how its values are written in JSON
 */
public record Column(String name, Kind kind) {
  /** What values are, beside null. */
  public enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    JSON
  }
}
