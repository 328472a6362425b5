package dev.oceanus.fakebigquery.query;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.schema.ColumnType;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.store.Names;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One query within a transaction: what it reads, what columns it gives, its result. Of one thread.
 */
public final class Query {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern UNKNOWN_COLUMN =
      Pattern.compile(
          "(?s).*(?:Referenced column|Table .* does not have a column named) \"(.+?)\".*");
  private static final int DEEPEST = 16;

  private final Transaction transaction;
  private final Set<StoredTable> tables = new LinkedHashSet<>();
  private final Translation.Translated translated;

  /**
   * Translates it.
   *
   * @param configuration {@code configuration.query} of the job
   * @throws ApiException if it names what is not there
   */
  public Query(Transaction transaction, String project, JsonNode configuration) {
    this.transaction = transaction;
    DatasetRef home = DatasetRef.from(configuration.path("defaultDataset"), project);
    this.translated =
        Translation.of(
            configuration.path("query").asString(""),
            home,
            QueryParameters.from(configuration.path("queryParameters")),
            (table, named) -> source(table, named, 0));
  }

  private String source(TableRef name, boolean named, int depth) {
    if (name.table().endsWith("*")) {
      return "(" + all(name) + ")" + (named ? "" : " AS " + Names.quoted(name.table()));
    }
    StoredTable table = find(name);
    if (!table.isView()) {
      tables.add(table);
      return table.sqlName();
    }
    if (depth == DEEPEST) {
      throw ApiException.invalidQuery("Views are nested too deeply: " + name);
    }
    String inner =
        Translation.of(
                table.resource().path("view").path("query").asString(""),
                new DatasetRef(name.project(), ""),
                new QueryParameters(),
                (other, otherNamed) -> source(other, otherNamed, depth + 1))
            .sql();
    return "(" + inner + ")" + (named ? "" : " AS " + Names.quoted(name.table()));
  }

  /** A wildcard: the rows of all tables that begin so, with null where one lacks a column. */
  private String all(TableRef wildcard) {
    String prefix = wildcard.table().substring(0, wildcard.table().length() - 1);
    try {
      List<StoredTable> matching =
          transaction.tables().of(wildcard.inDataset()).stream()
              .filter(table -> !table.isView())
              .filter(table -> table.reference().table().startsWith(prefix))
              .toList();
      if (matching.isEmpty()) {
        throw ApiException.invalidQuery(wildcard + " does not match any table.");
      }
      tables.addAll(matching);
      return matching.stream()
          .map(table -> "SELECT * FROM " + table.sqlName())
          .collect(Collectors.joining(" UNION ALL BY NAME "));
    } catch (SQLException e) {
      throw new IllegalStateException("looking for " + wildcard, e);
    }
  }

  private StoredTable find(TableRef name) {
    try {
      Optional<StoredTable> found = transaction.tables().find(name);
      if (found.isEmpty() && transaction.datasets().find(name.inDataset()).isEmpty()) {
        throw ApiException.notFound("Dataset " + name.inDataset());
      }
      return found.orElseThrow(() -> ApiException.notFound("Table " + name));
    } catch (SQLException e) {
      throw new IllegalStateException("looking for " + name, e);
    }
  }

  /** SELECT, INSERT and so on. */
  public String statementType() {
    String first = translated.sql().strip().split("\\W", 2)[0].toUpperCase(Locale.ROOT);
    return first.equals("WITH") || first.isEmpty() ? "SELECT" : first;
  }

  /** The tables it reads, also through views. */
  public Set<StoredTable> tables() {
    return Set.copyOf(tables);
  }

  /** An estimate of the bytes that BigQuery would read: those of the columns that it names. */
  public long bytes() throws SQLException {
    long sum = 0;
    for (StoredTable table : tables) {
      long all = transaction.tables().size(table.reference()).bytes();
      Columns columns = table.columns();
      long named = columns.all().stream().filter(c -> translated.words().contains(c.key())).count();
      boolean star = translated.sql().contains("*") && !translated.sql().contains("(*)");
      sum += star || columns.size() == 0 ? all : all * named / columns.size();
    }
    return sum;
  }

  /**
   * The columns of the result.
   *
   * @throws ApiException if DuckDB does not understand it
   */
  public ObjectNode schema() {
    ArrayNode fields = Json.array();
    int unnamed = 0;
    for (Described column : described()) {
      String name = column.name();
      if (!PLAIN.matcher(name).matches()) {
        name = "f" + unnamed + "_";
        unnamed++;
      }
      fields.add(
          Json.object()
              .put("name", name)
              .put("type", type(column.type()).name())
              .put("mode", "NULLABLE"));
    }
    return Json.object().set("fields", fields);
  }

  private record Described(String name, String type) {}

  private List<Described> described() {
    try {
      return transaction.select(
          "DESCRIBE " + translated.sql().strip().replaceAll(";$", ""),
          row -> new Described(row.getString(1), row.getString(2)));
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /** Puts the result into a table that has the columns of {@link #schema}. */
  public void into(StoredTable table) {
    try {
      int rows =
          transaction.update(
              "INSERT INTO %s %s"
                  .formatted(table.sqlName(), translated.sql().strip().replaceAll(";$", "")));
      transaction.tables().grow(table.reference(), rows, 8L * rows * table.columns().size());
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /** Does what changes rows, and says how many. */
  public long change() {
    try {
      return transaction.update(translated.sql());
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private static ColumnType type(String duckdb) {
    String plain = duckdb.replaceAll("\\(.*", "");
    return switch (plain) {
      case "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "\"NULL\"" ->
          ColumnType.INTEGER;
      case "FLOAT", "DOUBLE" -> ColumnType.FLOAT;
      case "DECIMAL" -> ColumnType.NUMERIC;
      case "BOOLEAN" -> ColumnType.BOOLEAN;
      case "DATE" -> ColumnType.DATE;
      case "TIME" -> ColumnType.TIME;
      case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" -> ColumnType.TIMESTAMP;
      case "BLOB" -> ColumnType.BYTES;
      case "JSON" -> ColumnType.JSON;
      case "VARCHAR" -> ColumnType.STRING;
      default -> throw ApiException.unsupported("A result of DuckDB's type " + duckdb);
    };
  }

  private static ApiException refused(SQLException e) {
    String message = String.valueOf(e.getMessage());
    Matcher column = UNKNOWN_COLUMN.matcher(message);
    if (column.matches()) {
      return ApiException.invalidQuery("Unrecognized name: " + column.group(1));
    }
    String line = message.lines().findFirst().orElse("");
    return ApiException.invalidQuery("Syntax error: the stand-in does not understand it: " + line);
  }
}
