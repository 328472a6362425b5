package dev.oceanus.loader.bigquery.table;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TimePartitioning;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.bigquery.table.TableShape.Column;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether tables fit the schemas of their lanes. One that does is remembered until it is
 * forgotten; one that does not is looked at each time, since its owner mends it. Thread-safe.
 */
public final class BigQueryTables {
  private static final String APPLY = "run table-creator apply";

  private final BigQueryConnection connection;
  private final Map<String, Fitting> fitting = new ConcurrentHashMap<>();

  /** A table that was found to fit a schema. */
  private record Fitting(dev.oceanus.common.schema.Schema schema, TableShape shape) {}

  public BigQueryTables(BigQueryConnection connection) {
    this.connection = connection;
  }

  /**
   * The table of this name, which fits this schema.
   *
   * @throws WarehouseUnavailableException if it does not, naming both sides, or is not there
   */
  public TableShape fitting(String table, dev.oceanus.common.schema.Schema schema) {
    Fitting known = fitting.get(table);
    if (known != null && known.schema().equals(schema)) {
      return known.shape();
    }
    TableShape shape = existing(table);
    check(shape, schema);
    fitting.put(table, new Fitting(schema, shape));
    return shape;
  }

  /** Looks at this table again next time. */
  public void forget(String table) {
    fitting.remove(table);
  }

  /**
   * The table of this name.
   *
   * @throws WarehouseUnavailableException if there is none
   */
  public TableShape existing(String table) {
    return find(table)
        .orElseThrow(
            () ->
                new WarehouseUnavailableException(
                    "there is no table %s.%s; %s".formatted(connection.config(), table, APPLY),
                    null));
  }

  /**
   * The tables of the last days of a lane that has one a day.
   *
   * @param most how many at most
   * @throws WarehouseUnavailableException if there is none
   */
  public List<String> days(String lane, int most) {
    Pattern name = Pattern.compile(Pattern.quote(lane) + "_\\d{8}");
    List<String> days =
        connection.during(
            "listing the tables of " + connection.config(),
            client ->
                StreamSupport.stream(
                        client.listTables(connection.config().dataset()).iterateAll().spliterator(),
                        false)
                    .map(table -> table.getTableId().getTable())
                    .filter(table -> name.matcher(table).matches())
                    .sorted(Comparator.reverseOrder())
                    .limit(most)
                    .toList());
    if (days.isEmpty()) {
      throw new WarehouseUnavailableException(
          "there is no table %s.%s_<day>; %s".formatted(connection.config(), lane, APPLY), null);
    }
    return days;
  }

  /** The table of this name, if there is one. */
  public Optional<TableShape> find(String table) {
    TableId id = TableId.of(connection.config().project(), connection.config().dataset(), table);
    return Optional.ofNullable(
            connection.<@Nullable Table>during(
                "looking at table " + connection.config() + "." + table,
                client -> client.getTable(id)))
        .map(found -> shape(table, found));
  }

  private void check(TableShape shape, dev.oceanus.common.schema.Schema schema) {
    List<String> missing = new ArrayList<>();
    dev.oceanus.common.schema.Schema wanted = LoaderColumns.inBigQuery(schema);
    for (dev.oceanus.common.schema.Field field : wanted.fields()) {
      Optional<Column> column = shape.column(field.name());
      if (column.isEmpty()) {
        missing.add(field.name() + " " + field.type());
      } else if (!column.get().holds(field.type())) {
        throw misfit(
            shape,
            "the column %s is %s, but the schema %s wants %s; rename one of them"
                .formatted(field.name(), column.get(), schema.name(), field.type()));
      }
    }
    if (!missing.isEmpty()) {
      throw misfit(shape, "there is no column " + String.join(", ", missing) + "; " + APPLY);
    }
    String alien =
        shape.columns().stream()
            .filter(Column::required)
            .map(Column::name)
            .filter(
                name -> wanted.fields().stream().noneMatch(f -> f.name().equalsIgnoreCase(name)))
            .collect(Collectors.joining(", "));
    if (!alien.isEmpty()) {
      throw misfit(
          shape,
          "the column %s is REQUIRED, and the schema %s has none; make it NULLABLE"
              .formatted(alien, schema.name()));
    }
  }

  private WarehouseUnavailableException misfit(TableShape shape, String what) {
    return new WarehouseUnavailableException(
        "table %s.%s: %s".formatted(connection.config(), shape.name(), what), null);
  }

  private static TableShape shape(String name, Table table) {
    StandardTableDefinition definition = table.getDefinition();
    Schema schema = definition.getSchema();
    List<Column> columns = new ArrayList<>();
    if (schema != null) {
      schema.getFields().forEach(field -> columns.add(column(field)));
    }
    BigInteger rows = table.getNumRows();
    return new TableShape(
        name,
        columns,
        filter(table, definition.getTimePartitioning()),
        rows == null ? 0 : rows.longValue());
  }

  private static Optional<String> filter(Table table, @Nullable TimePartitioning partitioning) {
    boolean must =
        Boolean.TRUE.equals(table.getRequirePartitionFilter())
            || (partitioning != null
                && Boolean.TRUE.equals(partitioning.getRequirePartitionFilter()));
    if (!must || partitioning == null) {
      return Optional.empty();
    }
    String field = partitioning.getField();
    return Optional.of(field == null ? "_PARTITIONTIME" : field);
  }

  private static Column column(Field field) {
    Field.Mode mode = field.getMode();
    Long longest = field.getMaxLength();
    return new Column(
        field.getName(),
        field.getType().getStandardType().name(),
        mode == null ? Field.Mode.NULLABLE.name() : mode.name(),
        longest == null ? 0 : longest);
  }
}
