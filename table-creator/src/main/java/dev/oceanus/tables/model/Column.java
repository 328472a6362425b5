package dev.oceanus.tables.model;

import dev.oceanus.common.schema.Field;
import java.util.Locale;

/**
 * One column.
 *
 * @param name as it is written; two that differ in case only are the same column
 * @param type in the words of GoogleSQL, or of the warehouse where it has no word for it
 * @param mode whether a row must have it
 * @param description empty if there is none
 */
public record Column(String name, String type, Mode mode, String description) {
  /** Whether a row must have a value of it, or may have many. */
  public enum Mode {
    NULLABLE,
    REQUIRED,
    REPEATED
  }

  /** The column of a field. It is NULLABLE: see the rationale. */
  public static Column of(Field field) {
    return new Column(field.name(), field.type().name(), Mode.NULLABLE, field.description());
  }

  /** What two spellings of one column have in common. */
  public String key() {
    return key(name);
  }

  /** What two spellings of one column have in common. */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
