package dev.oceanus.fakebigquery.query;

import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.schema.Column;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Pages of a table's rows, in the order of their insertion. */
public final class TableRows {
  private TableRows() {}

  /** One page. */
  public static ArrayNode page(
      Transaction transaction, StoredTable table, List<Column> columns, Page page)
      throws SQLException {
    ArrayNode rows = Json.array();
    if (!columns.isEmpty()) {
      transaction
          .select(
              "SELECT %s FROM %s ORDER BY rowid LIMIT ? OFFSET ?"
                  .formatted(Cells.selection(columns), table.sqlName()),
              row -> Cells.row(row, columns, page.int64Timestamps()),
              page.limit(),
              page.start())
          .forEach(rows::add);
    }
    return rows;
  }

  /** How many rows there are now. */
  public static long count(Transaction transaction, StoredTable table) throws SQLException {
    return transaction
        .select("SELECT count(*) FROM " + table.sqlName(), row -> row.getLong(1))
        .getFirst();
  }

  /**
   * Which rows are wanted.
   *
   * @param int64Timestamps whether points in time are whole microseconds, not seconds
   */
  public record Page(long start, long limit, boolean int64Timestamps) {}
}
