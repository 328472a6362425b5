package dev.oceanus.tables.bigquery;

import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.ViewDefinition;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Partitioning.Daily;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import java.time.Duration;

/** From what is planned with to resources that BigQuery makes. */
final class NewTables {
  private NewTables() {}

  static TableInfo table(TableId id, Table table) {
    StandardTableDefinition.Builder definition =
        StandardTableDefinition.newBuilder()
            .setSchema(Schema.of(table.columns().stream().map(NewTables::field).toList()));
    if (table.partitioning() instanceof Daily daily) {
      definition.setTimePartitioning(partitioning(daily));
    }
    if (!table.clustering().isEmpty()) {
      definition.setClustering(Clustering.newBuilder().setFields(table.clustering()).build());
    }
    return TableInfo.newBuilder(id, definition.build())
        .setDescription(table.description())
        .setLabels(table.labels())
        .build();
  }

  static Field field(Column column) {
    return Field.newBuilder(column.name(), StandardSQLTypeName.valueOf(column.type()))
        .setMode(Field.Mode.valueOf(column.mode().name()))
        .setDescription(column.description())
        .build();
  }

  static TimePartitioning partitioning(Daily daily) {
    TimePartitioning.Builder day = TimePartitioning.newBuilder(TimePartitioning.Type.DAY);
    daily.column().ifPresent(day::setField);
    daily.expiry().map(Duration::toMillis).ifPresent(day::setExpirationMs);
    return day.build();
  }

  static TableInfo view(TableId id, View view) {
    return TableInfo.newBuilder(id, query(view.sql())).setDescription(view.description()).build();
  }

  static ViewDefinition query(String sql) {
    return ViewDefinition.newBuilder(sql).setUseLegacySql(false).build();
  }
}
