package dev.oceanus.loader.bigquery.table;

import dev.oceanus.common.schema.FieldType;
import java.util.List;
import java.util.Optional;

/**
 * A table as it is.
 *
 * @param name in its dataset
 * @param columns in their order
 * @param partitionedBy the column that every query must filter by, if it must
 * @param rows how many it holds; those of the last seconds may be missing
 */
public record TableShape(
    String name, List<Column> columns, Optional<String> partitionedBy, long rows) {
  public TableShape {
    columns = List.copyOf(columns);
  }

  /**
   * One column.
   *
   * @param name as the table writes it
   * @param type as GoogleSQL names it, in upper case
   * @param mode {@code NULLABLE}, {@code REQUIRED} or {@code REPEATED}
   * @param maxLength longest STRING or BYTES value, 0 for any
   */
  public record Column(String name, String type, String mode, long maxLength) {
    /** Whether a row must have it. */
    public boolean required() {
      return mode.equals("REQUIRED");
    }

    /** Whether it takes single values of this type. */
    public boolean holds(FieldType wanted) {
      return type.equals(wanted.name()) && !mode.equals("REPEATED");
    }

    @Override
    public String toString() {
      return mode.equals("REPEATED") ? "ARRAY<" + type + ">" : type;
    }
  }

  /** Whether it was never loaded into, as far as it tells. */
  public boolean virgin() {
    return rows == 0;
  }

  /** The column of this name; names do not tell case apart. */
  public Optional<Column> column(String column) {
    return columns.stream().filter(each -> each.name().equalsIgnoreCase(column)).findFirst();
  }
}
