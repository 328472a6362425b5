package dev.oceanus.common.schema;

/**
 * The type of a column, named as BigQuery's GoogleSQL names it. The Java value that an {@link
 * dev.oceanus.common.event.Event} holds for it stands beside each.
 */
public enum FieldType {
  /** {@link String}. */
  STRING,
  /** {@link java.time.Instant}, microseconds at the finest. */
  TIMESTAMP,
  /** {@link Long}. */
  INT64,
  /** {@link Double}, finite. */
  FLOAT64,
  /** {@link Boolean}. */
  BOOL,
  /** {@link String} that holds one JSON value, byte for byte as it was sent. */
  JSON
}
