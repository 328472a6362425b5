package dev.oceanus.local.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.JobException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableResult;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.local.query.Column;
import dev.oceanus.local.query.Column.Kind;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.QueryFailedException;
import dev.oceanus.local.query.RowSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queries of one dataset, each a query job. Times are told as DuckDB tells them. Thread-safe. */
public final class BigQueryQueries implements Queries {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private final BigQueryConnection connection;

  public BigQueryQueries(WarehouseConfig.BigQuery config) {
    this.connection = new BigQueryConnection(config);
  }

  @Override
  public void ask(String sql, RowSink sink) throws IOException {
    WarehouseConfig.BigQuery config = connection.config();
    try {
      TableResult result =
          connection
              .client()
              .query(
                  QueryJobConfiguration.newBuilder(sql)
                      .setUseLegacySql(false)
                      .setDefaultDataset(DatasetId.of(config.project(), config.dataset()))
                      .build());
      Schema schema = result.getSchema();
      FieldList fields = schema == null ? FieldList.of() : schema.getFields();
      sink.columns(columns(fields));
      for (FieldValueList row : result.iterateAll()) {
        sink.row(cells(fields, row));
      }
      sink.end();
    } catch (BigQueryException | JobException | WarehouseUnavailableException e) {
      throw new QueryFailedException("asking BigQuery's " + config + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while BigQuery's " + config + " was asked");
    }
  }

  private static List<Column> columns(FieldList fields) {
    List<Column> columns = new ArrayList<>();
    for (Field field : fields) {
      columns.add(new Column(field.getName(), kind(field.getType().getStandardType())));
    }
    return columns;
  }

  private static Kind kind(StandardSQLTypeName type) {
    return switch (type) {
      case INT64, FLOAT64, NUMERIC, BIGNUMERIC -> Kind.NUMBER;
      case BOOL -> Kind.BOOLEAN;
      case JSON -> Kind.JSON;
      default -> Kind.TEXT;
    };
  }

  private static List<@Nullable String> cells(FieldList fields, FieldValueList row) {
    List<@Nullable String> cells = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      FieldValue value = row.get(i);
      boolean time = fields.get(i).getType().getStandardType() == StandardSQLTypeName.TIMESTAMP;
      if (value.isNull()) {
        cells.add(null);
      } else {
        cells.add(time ? time(value.getTimestampValue()) : value.getValue().toString());
      }
    }
    return cells;
  }

  private static String time(long micros) {
    return TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
