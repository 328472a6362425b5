package dev.oceanus.sqlcheck;

/** The two kinds of SQL in which analysts ask. */
enum Dialect {
  BIGQUERY,
  DUCKDB;

  /** Folder of the views, and the word behind a fence's {@code sql}. */
  String key() {
    return this == BIGQUERY ? "bigquery" : "duckdb";
  }
}
