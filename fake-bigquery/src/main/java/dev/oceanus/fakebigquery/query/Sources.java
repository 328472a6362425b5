package dev.oceanus.fakebigquery.query;

import dev.oceanus.fakebigquery.api.TableRef;

/** Says what stands for a table in DuckDB's text of a query. */
@FunctionalInterface
interface Sources {
  /**
   * DuckDB's text for a table.
   *
   * @param named whether the query gives it a name of its own
   */
  String of(TableRef table, boolean named);
}
