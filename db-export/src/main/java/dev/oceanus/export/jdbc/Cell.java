package dev.oceanus.export.jdbc;

import dev.oceanus.export.column.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How a column is read.
 *
 * @param column as readers see it
 * @param read the value as the database writes it, null for none
 * @param say its canonical text, null for what the kind cannot say
 */
record Cell(Column column, Read read, Say say) {
  /** Reads a value. */
  interface Read {
    @Nullable String of(ResultSet row, int index) throws SQLException;
  }

  /** Says a value canonically. */
  interface Say {
    @Nullable String of(String value);
  }

  /** A column whose text is canonical already. */
  static Cell plain(Column column) {
    return new Cell(column, ResultSet::getString, value -> value);
  }

  /** A column whose text is said otherwise. */
  static Cell said(Column column, Say say) {
    return new Cell(column, ResultSet::getString, say);
  }
}
