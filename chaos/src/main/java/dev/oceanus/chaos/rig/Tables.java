package dev.oceanus.chaos.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.stream.Lane;
import dev.oceanus.testkit.ledger.BatchBook;
import dev.oceanus.testkit.ledger.Columns;
import dev.oceanus.testkit.ledger.Oracle;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables of a DuckDB file that nobody has open any more: a warehouse, or what BigQuery's
 * stand-in keeps.
 *
 * @param file the file
 * @param schema in which the tables are
 * @param batches how the file remembers them
 * @param ordered whether the oracle is told where in its stream each event was
 */
record Tables(Path file, String schema, Batches batches, boolean ordered) {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final String BASE64 = "base64:";

  /** How batches are remembered. */
  @FunctionalInterface
  interface Batches {
    /**
     * Tells the oracle of every batch.
     *
     * @param tables names of the tables that there are
     */
    void tell(Statement statement, Set<String> tables, Oracle oracle) throws SQLException;
  }

  /** Tables that the loader has written itself. */
  static Tables ofDuckDb(Path file) {
    return ofDuckDb(file, false);
  }

  /** The same, and whether the oracle is told where in its stream each event was. */
  static Tables ofDuckDb(Path file, boolean ordered) {
    return new Tables(file, "main", Tables::batches, ordered);
  }

  /**
   * Tables of BigQuery's stand-in.
   *
   * @param schema in which the stand-in keeps the dataset
   */
  static Tables ofBigQuery(Path file, String schema) {
    return new Tables(file, schema, new SealedBatchRows(schema)::tell, false);
  }

  /**
   * Tells the oracle of every row.
   *
   * @param compared columns of the event tables that are compared
   */
  void tell(Set<Lane> lanes, List<String> compared, Oracle oracle) {
    Properties readOnly = new Properties();
    readOnly.setProperty("duckdb.read_only", "true");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, readOnly);
        Statement statement = connection.createStatement()) {
      statement.execute("SET schema = '\"" + schema + "\"'");
      Set<String> tables = names(statement);
      batches.tell(statement, tables, oracle);
      for (Lane lane : lanes) {
        if (!tables.contains(lane.name())) {
          continue; // nothing ever came for it
        }
        if (lane.equals(Lane.DEAD_LETTERS)) {
          deadLetters(statement, oracle);
        } else if (lane.equals(Lane.REFUSED)) {
          refused(statement, oracle);
        } else {
          events(statement, lane.name(), compared, oracle);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("reading " + file, e);
    }
  }

  private Set<String> names(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = '" + schema + "'")) {
      Set<String> names = new HashSet<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  private static void batches(Statement statement, Set<String> tables, Oracle oracle)
      throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT lane, epoch, seq, attempt, rows FROM _batches")) {
      while (rows.next()) {
        oracle.batch(
            new BatchBook.Batch(
                rows.getString(1),
                rows.getString(2),
                rows.getLong(3),
                rows.getInt(4),
                rows.getLong(5)));
      }
    }
  }

  private void events(Statement statement, String table, List<String> compared, Oracle oracle)
      throws SQLException {
    String columns =
        compared.stream()
            .map(column -> "CAST(" + column + " AS VARCHAR)")
            .collect(Collectors.joining(", "));
    try (ResultSet rows =
        statement.executeQuery("SELECT event_id, _batch, _entry, " + columns + " FROM " + table)) {
      while (rows.next()) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < compared.size(); i++) {
          values.put(compared.get(i), rows.getString(i + 4));
        }
        oracle.row(table, rows.getString(1), Columns.of(values), rows.getString(2));
        if (ordered) {
          oracle.entry(rows.getString(1), rows.getString(3));
        }
      }
    }
  }

  private static void deadLetters(Statement statement, Oracle oracle) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT event, _batch FROM dead_letters")) {
      while (rows.next()) {
        String event = rows.getString(1);
        String text =
            event.startsWith(BASE64)
                ? new String(Base64.getDecoder().decode(event.substring(BASE64.length())), UTF_8)
                : event;
        oracle.deadLetter(id(text), Columns.of(Map.of("event", event)), rows.getString(2));
      }
    }
  }

  private static void refused(Statement statement, Oracle oracle) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT raw, _batch FROM refused")) {
      while (rows.next()) {
        oracle.refused(id(rows.getString(1)), rows.getString(2));
      }
    }
  }

  /** The id of an event that is kept as it was sent. */
  private static String id(String raw) {
    Matcher matcher = UUID.matcher(raw);
    return matcher.find() ? matcher.group() : "an entry without an id: " + raw;
  }
}
