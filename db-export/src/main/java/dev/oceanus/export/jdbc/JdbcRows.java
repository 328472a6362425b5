package dev.oceanus.export.jdbc;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.source.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as they come from the database. As many are asked for at once as fit into a little memory,
 * judged by the longest one so far. Of one thread.
 */
final class JdbcRows implements Rows {
  private static final int FETCH_CHARACTERS = 4 << 20;
  private static final int GROWTH = 4;

  private final Dialect dialect;
  private final Statement statement;
  private final ResultSet rows;
  private final List<Cell> cells;
  private final int wished;
  private final String what;
  private long read;
  private long longest = 1;
  private int fetchRows;
  private int ofFetch;
  private boolean ended;

  JdbcRows(
      Dialect dialect,
      Statement statement,
      ResultSet rows,
      List<Cell> cells,
      int wished,
      String what) {
    this.dialect = dialect;
    this.statement = statement;
    this.rows = rows;
    this.cells = List.copyOf(cells);
    this.wished = wished;
    this.what = what;
    this.fetchRows = dialect.fetchRows(wished);
  }

  @Override
  public List<Column> columns() {
    return cells.stream().map(Cell::column).toList();
  }

  @Override
  public boolean next(@Nullable String[] values, long[] nulled) {
    try {
      if (!rows.next()) {
        ended = true;
        return false;
      }
      long length = 0;
      for (int i = 0; i < values.length; i++) {
        Cell cell = cells.get(i);
        String value = cell.read().of(rows, i + 1);
        length += value == null ? 0 : value.length();
        values[i] = value == null ? null : cell.say().of(value);
        if (value != null && values[i] == null) {
          nulled[i]++;
        }
      }
      judge(length);
      return true;
    } catch (SQLException e) {
      throw DatabaseFailure.told(what + " after " + read + " rows", e);
    }
  }

  private void judge(long length) throws SQLException {
    read++;
    ofFetch++;
    longest = Math.max(longest, length);
    int fitting = Math.clamp(FETCH_CHARACTERS / longest, 1, wished);
    if (fitting < fetchRows) {
      fetch(fitting);
    } else if (ofFetch >= fetchRows && fetchRows < fitting) {
      fetch(Math.min(fitting, fetchRows * GROWTH));
    }
  }

  private void fetch(int count) throws SQLException {
    ofFetch = 0;
    fetchRows = count;
    dialect.setFetchRows(rows, count);
  }

  /** Ends the query too, if it has not come to its end. */
  @Override
  public void close() {
    try (statement) {
      if (!ended) {
        dialect.abandon(statement);
      }
    } catch (SQLException e) {
      // what was read of it is judged by its reader
    }
  }
}
