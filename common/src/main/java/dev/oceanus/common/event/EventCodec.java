package dev.oceanus.common.event;

import dev.oceanus.common.schema.Schema;

/**
 * The only mapping between an event and the JSON that Redis holds: one flat object whose keys are the
 * schema's column names, nulls left out; JSON columns as strings that hold their text; timestamps in
 * ISO 8601, UTC, with microseconds. Thread-safe.
 */
public final class EventCodec {
  private final Schema schema;

  public EventCodec(Schema schema) {
    this.schema = schema;
  }

  /** The event's JSON in UTF-8. */
  public byte[] encode(Event event) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads strictly: unknown keys, a repeated key, a value of the wrong type, a missing required field
   * or a value over its longest length make it unreadable.
   */
  public Decoded decode(byte[] json) {
    throw new UnsupportedOperationException();
  }

  /** The schema that this codec reads and writes. */
  public Schema schema() {
    return schema;
  }

  /** What became of the bytes of an entry. */
  public sealed interface Decoded {
    /** An event. */
    record Readable(Event event) implements Decoded {}

    /**
     * Not an event of this schema.
     *
     * @param field the column at fault, or empty
     * @param detail the rule and what was found, without the value itself
     */
    record Unreadable(String field, String detail) implements Decoded {}
  }
}
