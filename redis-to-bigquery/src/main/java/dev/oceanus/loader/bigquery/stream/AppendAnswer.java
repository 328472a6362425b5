package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.loader.warehouse.Rehearsal.RefusedRow;
import java.util.List;
import java.util.OptionalLong;

/** What became of rows that were sent to an offset of a stream: all of them, or none. */
sealed interface AppendAnswer {
  /** They are in the stream. */
  record Taken() implements AppendAnswer {}

  /**
   * There are rows at that offset already.
   *
   * @param expected where the stream ends, if it was said
   */
  record There(OptionalLong expected) implements AppendAnswer {}

  /**
   * Rows before that offset are missing.
   *
   * @param expected where the stream ends, if it was said
   */
  record Missing(OptionalLong expected) implements AppendAnswer {}

  /**
   * Some rows are refused.
   *
   * @param rows positions among the rows that were sent
   */
  record RowsRefused(List<RefusedRow> rows) implements AppendAnswer {}

  /**
   * They are refused, and no row is named.
   *
   * @param detail what was said, without values
   */
  record Refused(String detail) implements AppendAnswer {}

  /** The stream is over, or there is none of this name. */
  record Over() implements AppendAnswer {}

  /**
   * The stream knows a column not yet.
   *
   * @param detail what was said
   */
  record Behind(String detail) implements AppendAnswer {}
}
