package dev.oceanus.common.schema;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One column: its name and type, the checks of its values, and their source.
 *
 * @param name column name, {@code [A-Za-z0-9_]{1,128}}
 * @param type type of the column
 * @param required whether an event without it is refused
 * @param maxLength longest value in Unicode code points, for STRING and JSON; 0 for other types
 * @param pattern what a whole STRING value must match, after normalisation; null for anything
 * @param normal how a STRING value is normalised before the checks
 * @param source where the value comes from
 * @param description one sentence for analysts; it becomes the column's description
 */
public record Field(
    String name,
    FieldType type,
    boolean required,
    int maxLength,
    @Nullable Pattern pattern,
    Normal normal,
    Source source,
    String description) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,128}");

  /** How a value is normalised before it is checked. */
  public enum Normal {
    NONE,
    LOWER_CASE,
    UPPER_CASE,
    /**
     * A STRING that holds one JSON value as the Python system wrote it: sorted keys, no spaces, and
     * escapes for everything beyond ASCII.
     */
    CANONICAL_JSON
  }

  public Field {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "column name must match " + NAME.pattern() + ", found '" + name + "'");
    }
    boolean measured = type == FieldType.STRING || type == FieldType.JSON;
    if (measured != (maxLength > 0)) {
      throw new IllegalArgumentException(name + ": " + type + " with longest value " + maxLength);
    }
    if (normal != Normal.NONE && type != FieldType.STRING) {
      throw new IllegalArgumentException(name + ": " + type + " cannot be normalised");
    }
  }

  /** A STRING that may be missing. */
  public static Field string(String name, int maxLength, Source source, String description) {
    return new Field(
        name, FieldType.STRING, false, maxLength, null, Normal.NONE, source, description);
  }

  /** A field of a type without a length that may be missing. */
  public static Field of(String name, FieldType type, Source source, String description) {
    return new Field(name, type, false, 0, null, Normal.NONE, source, description);
  }

  /** A JSON value that may be missing. */
  public static Field json(String name, int maxLength, Source source, String description) {
    return new Field(
        name, FieldType.JSON, false, maxLength, null, Normal.NONE, source, description);
  }

  /** Whether its values are texts of one JSON value, whatever the column's type. */
  public boolean holdsJson() {
    return type == FieldType.JSON || normal == Normal.CANONICAL_JSON;
  }

  /** The same field, required. */
  public Field asRequired() {
    return new Field(name, type, true, maxLength, pattern, normal, source, description);
  }

  /** The same field whose values must match {@code regex} as a whole. */
  public Field matching(String regex) {
    return new Field(
        name, type, required, maxLength, Pattern.compile(regex), normal, source, description);
  }

  /** The same field, normalised before the checks. */
  public Field normalised(Normal to) {
    return new Field(name, type, required, maxLength, pattern, to, source, description);
  }
}
