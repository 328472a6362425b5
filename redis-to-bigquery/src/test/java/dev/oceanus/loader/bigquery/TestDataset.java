package dev.oceanus.loader.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.DatasetDeleteOption;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DataFormatOptions;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.common.warehouse.WarehouseConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A dataset whose tables a test makes and reads, as their owner and as an analyst. */
public final class TestDataset {
  private final WarehouseConfig.BigQuery config;
  private final BigQuery client;

  public TestDataset(WarehouseConfig.BigQuery config) {
    this.config = config;
    BigQueryOptions options = new BigQueryConnection(config).client().getOptions();
    DataFormatOptions exact = DataFormatOptions.newBuilder().useInt64Timestamp(true).build();
    this.client = options.toBuilder().setDataFormatOptions(exact).build().getService();
  }

  public WarehouseConfig.BigQuery config() {
    return config;
  }

  public BigQuery client() {
    return client;
  }

  public void make(String location) {
    client.create(DatasetInfo.newBuilder(config.dataset()).setLocation(location).build());
  }

  public void delete() {
    client.delete(
        DatasetId.of(config.project(), config.dataset()), DatasetDeleteOption.deleteContents());
  }

  /** Makes a table, or adds the columns that it lacks. */
  public void table(String lane, dev.oceanus.common.schema.Schema schema) {
    TableId id = id(lane);
    Table found = client.getTable(id);
    TableDefinition wanted = StandardTableDefinition.of(columns(schema, Set.of()));
    if (found == null) {
      client.create(TableInfo.of(id, wanted));
    } else {
      List<Field> all = new ArrayList<>(columns(found));
      for (Field field : columns(schema, Set.of()).getFields()) {
        if (all.stream().noneMatch(each -> each.getName().equals(field.getName()))) {
          all.add(field);
        }
      }
      client.update(TableInfo.of(id, StandardTableDefinition.of(Schema.of(all))));
    }
  }

  /** Makes a table of these columns, some of which must be there. */
  public void table(String lane, dev.oceanus.common.schema.Schema schema, Set<String> required) {
    client.delete(id(lane));
    client.create(TableInfo.of(id(lane), StandardTableDefinition.of(columns(schema, required))));
  }

  /** Makes a table of just these columns. */
  public void table(String lane, Field... columns) {
    client.delete(id(lane));
    client.create(TableInfo.of(id(lane), StandardTableDefinition.of(Schema.of(columns))));
  }

  public void drop(String lane) {
    client.delete(id(lane));
  }

  private TableId id(String lane) {
    return TableId.of(config.project(), config.dataset(), lane);
  }

  private static Schema columns(dev.oceanus.common.schema.Schema schema, Set<String> required) {
    return Schema.of(
        LoaderColumns.inBigQuery(schema).fields().stream()
            .map(
                field ->
                    Field.newBuilder(field.name(), StandardSQLTypeName.valueOf(field.type().name()))
                        .setMode(
                            required.contains(field.name())
                                ? Field.Mode.REQUIRED
                                : Field.Mode.NULLABLE)
                        .build())
            .toList());
  }

  /** The names of its tables. */
  List<String> tables() {
    List<String> names = new ArrayList<>();
    client
        .listTables(config.dataset())
        .iterateAll()
        .forEach(t -> names.add(t.getTableId().getTable()));
    return names;
  }

  /** How many load jobs there ever were in the project. */
  long loadJobs() {
    return StreamSupport.stream(client.listJobs().iterateAll().spliterator(), false)
        .filter(job -> job.getConfiguration() instanceof LoadJobConfiguration)
        .count();
  }

  /** All rows in the order of {@code _entry}, with the Java types of our schemas. */
  public List<Map<String, @Nullable Object>> rows(String lane) {
    List<Field> columns = columns(client.getTable(id(lane)));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (FieldValueList cells : query("SELECT * FROM `%s.%s`".formatted(config, lane))) {
      Map<String, @Nullable Object> row = new HashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i).getName(), value(cells.get(i), columns.get(i)));
      }
      rows.add(row);
    }
    rows.sort(Comparator.comparing(row -> String.valueOf(row.get("_entry"))));
    return rows;
  }

  private static List<Field> columns(Table table) {
    StandardTableDefinition definition = table.getDefinition();
    return Objects.requireNonNull(definition.getSchema()).getFields();
  }

  private Iterable<FieldValueList> query(String sql) {
    try {
      return client.query(QueryJobConfiguration.of(sql)).iterateAll();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object value(FieldValue cell, Field column) {
    if (cell.isNull()) {
      return null;
    }
    return switch (column.getType().getStandardType()) {
      case TIMESTAMP -> cell.getTimestampInstant();
      case INT64 -> cell.getLongValue();
      case FLOAT64 -> cell.getDoubleValue();
      case BOOL -> cell.getBooleanValue();
      default -> cell.getStringValue();
    };
  }
}
