package dev.oceanus.chaos.rig;

import dev.oceanus.loader.bigquery.table.SealText;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.testkit.ledger.BatchBook;
import dev.oceanus.testkit.ledger.Oracle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Batches as BigQuery remembers them: by a text on one row of each; those without rows by their
 * jobs.
 *
 * @param schema of the tables in the stand-in's file
 */
record SealedBatchRows(String schema) {
  private static final Pattern JOB = Pattern.compile("oc_([^_]+)_(.+)_(\\d+)_(\\d+)");

  void tell(Statement statement, Set<String> tables, Oracle oracle) throws SQLException {
    for (String table : tables) {
      for (String text : texts(statement, table)) {
        Committed committed =
            SealText.read(table, text)
                .orElseThrow(() -> new IllegalStateException("a seal of " + table + ": " + text));
        oracle.batch(
            new BatchBook.Batch(
                table,
                committed.id().epoch(),
                committed.id().seq(),
                committed.attempt(),
                committed.rows()));
      }
    }
    empty(statement, oracle);
  }

  private List<String> texts(Statement statement, String table) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT _seal FROM \"" + table + "\" WHERE _seal IS NOT NULL")) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private static void empty(Statement statement, Oracle oracle) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT job, json_extract_string(resource, '$.configuration.labels.oc_attempt')
            FROM _fake.jobs
            WHERE state = 'DONE'
              AND json_extract_string(resource, '$.status.errorResult.reason') IS NULL
              AND json_extract_string(resource, '$.configuration.labels.oc_rows') = '0'
            """)) {
      while (rows.next()) {
        Matcher name = JOB.matcher(rows.getString(1));
        if (name.matches()) {
          oracle.batch(
              new BatchBook.Batch(
                  name.group(2),
                  name.group(1),
                  Long.parseLong(name.group(3)),
                  Integer.parseInt(rows.getString(2)),
                  0));
        }
      }
    }
  }
}
