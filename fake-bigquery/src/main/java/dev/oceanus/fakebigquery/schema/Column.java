package dev.oceanus.fakebigquery.schema;

import dev.oceanus.fakebigquery.api.ApiException;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A column of a table.
 *
 * @param required whether each row must have a value
 */
public record Column(String name, ColumnType type, boolean required) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_ -]{0,299}");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(_TABLE_|_FILE_|_PARTITION|_ROW_TIMESTAMP|__ROOT__|_COLIDENTIFIER).*");

  /** From a field of the API's schema. */
  static Column from(JsonNode field) {
    String name = field.path("name").asString("");
    if (!NAME.matcher(name).matches() || RESERVED.matcher(name).matches()) {
      throw ApiException.invalid(
          "Invalid field name \"%s\". Fields must contain the allowed characters, and be at most 300 characters long. For allowed characters, please refer to https://cloud.google.com/bigquery/docs/schemas#column_names"
              .formatted(name));
    }
    String mode = field.path("mode").asString("NULLABLE").toUpperCase(Locale.ROOT);
    return switch (mode) {
      case "NULLABLE", "" ->
          new Column(name, ColumnType.named(field.path("type").asString("")), false);
      case "REQUIRED" -> new Column(name, ColumnType.named(field.path("type").asString("")), true);
      case "REPEATED" -> throw ApiException.unsupported("A column of mode REPEATED");
      default -> throw ApiException.invalid("Invalid value for mode: " + mode);
    };
  }

  /** The name as BigQuery compares it. */
  public String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  public String mode() {
    return required ? "REQUIRED" : "NULLABLE";
  }
}
