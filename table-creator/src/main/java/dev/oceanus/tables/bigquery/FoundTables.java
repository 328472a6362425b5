package dev.oceanus.tables.bigquery;

import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.ViewDefinition;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Column.Mode;
import dev.oceanus.tables.model.Found.Item;
import dev.oceanus.tables.model.Found.OfOther;
import dev.oceanus.tables.model.Found.OfTable;
import dev.oceanus.tables.model.Found.OfView;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From BigQuery's resources to what is planned with. */
final class FoundTables {
  private FoundTables() {}

  static Item item(TableInfo info) {
    return switch (info.getDefinition()) {
      case StandardTableDefinition table -> new OfTable(table(info, table));
      case ViewDefinition view -> new OfView(text(info.getDescription()), text(view.getQuery()));
      default ->
          new OfOther(
              "of the kind " + info.getDefinition().getType().name().toLowerCase(Locale.ROOT));
    };
  }

  private static Table table(TableInfo info, StandardTableDefinition definition) {
    Clustering clustering = definition.getClustering();
    return new Table(
        info.getTableId().getTable(),
        text(info.getDescription()),
        fields(definition).stream().map(FoundTables::column).toList(),
        partitioning(info, definition),
        clustering == null ? List.of() : clustering.getFields(),
        labels(info.getLabels()));
  }

  /** Its columns; a table may have none. */
  static List<Field> fields(StandardTableDefinition definition) {
    return Optional.ofNullable(definition.getSchema())
        .map(schema -> (List<Field>) schema.getFields())
        .orElse(FieldList.of());
  }

  private static Column column(Field field) {
    Field.Mode mode = field.getMode();
    return new Column(
        field.getName(),
        field.getType().getStandardType().name(),
        mode == null ? Mode.NULLABLE : Mode.valueOf(mode.name()),
        text(field.getDescription()));
  }

  private static Partitioning partitioning(TableInfo info, StandardTableDefinition definition) {
    if (definition.getRangePartitioning() != null) {
      return new Partitioning.Other(
          "partitioned by ranges of " + definition.getRangePartitioning().getField());
    }
    TimePartitioning time = definition.getTimePartitioning();
    if (time == null) {
      return Partitioning.NONE;
    }
    Optional<String> column = Optional.ofNullable(time.getField());
    if (time.getType() != TimePartitioning.Type.DAY) {
      return new Partitioning.Other(
          "partitioned by %s of %s"
              .formatted(time.getType().name().toLowerCase(Locale.ROOT), column.orElse("arrival")));
    }
    boolean filter =
        Boolean.TRUE.equals(info.getRequirePartitionFilter())
            || Boolean.TRUE.equals(time.getRequirePartitionFilter());
    return new Partitioning.Daily(
        column, Optional.ofNullable(time.getExpirationMs()).map(Duration::ofMillis), filter);
  }

  private static Map<String, String> labels(@Nullable Map<String, String> labels) {
    return labels == null ? Map.of() : labels;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
