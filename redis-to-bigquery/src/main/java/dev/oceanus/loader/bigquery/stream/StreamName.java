package dev.oceanus.loader.bigquery.stream;

/**
 * A stream of a table.
 *
 * @param table the table's name in the dataset
 * @param id as BigQuery gave it
 */
record StreamName(String table, String id) {
  @Override
  public String toString() {
    return "stream " + id + " of table " + table;
  }
}
