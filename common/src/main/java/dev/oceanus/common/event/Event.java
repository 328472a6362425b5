package dev.oceanus.common.event;

import dev.oceanus.common.schema.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One event: a value or null for each field of its schema, of the Java type that {@link
 * dev.oceanus.common.schema.FieldType} names. Values are not copied; treat it as immutable once it
 * is handed on.
 */
public final class Event {
  private final Schema schema;
  private final @Nullable Object[] values;

  /** An event of this schema without any value. */
  public Event(Schema schema) {
    this.schema = schema;
    this.values = new Object[schema.size()];
  }

  /** The schema whose positions this event uses. */
  public Schema schema() {
    return schema;
  }

  /** The value at this position of the schema, or null. */
  public @Nullable Object get(int index) {
    return values[index];
  }

  /** The value of this field, or null. */
  public @Nullable Object get(String field) {
    return values[schema.index(field)];
  }

  /** Sets the value at this position of the schema. */
  public void set(int index, @Nullable Object value) {
    values[index] = value;
  }

  /** Sets the value of this field. */
  public void set(String field, @Nullable Object value) {
    values[schema.index(field)] = value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Event that
        && schema.equals(that.schema)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Names the schema only: values may be personal. */
  @Override
  public String toString() {
    return "Event[" + schema.name() + "]";
  }
}
