package dev.oceanus.loader.warehouse;

import java.util.List;

/** What a warehouse would say of some rows. */
public sealed interface Rehearsal {
  /** It would take them. */
  record Taken() implements Rehearsal {}

  /**
   * It would refuse them all, because of some of them.
   *
   * @param detail what it said, without values
   */
  record Refused(String detail) implements Rehearsal {}

  /**
   * It would refuse them because of these, and perhaps of others.
   *
   * @param rows at least one
   */
  record RefusedRows(List<RefusedRow> rows) implements Rehearsal {
    public RefusedRows {
      rows = List.copyOf(rows);
      if (rows.isEmpty()) {
        throw new IllegalArgumentException("rows are refused, and none is named");
      }
    }
  }

  /**
   * One row at fault.
   *
   * @param index position among the rows that were rehearsed, from 0
   * @param field column at fault, or empty
   * @param detail what the warehouse said of it, without values
   */
  record RefusedRow(int index, String field, String detail) {}
}
