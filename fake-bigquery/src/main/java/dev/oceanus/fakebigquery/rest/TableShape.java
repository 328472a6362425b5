package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Labels;
import dev.oceanus.fakebigquery.schema.ColumnType;
import dev.oceanus.fakebigquery.schema.Columns;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks of what a table's resource says about partitions and clusters. */
final class TableShape {
  private static final Set<ColumnType> PARTITIONING =
      Set.of(ColumnType.TIMESTAMP, ColumnType.DATE, ColumnType.DATETIME);
  private static final Set<String> PERIODS = Set.of("DAY", "HOUR", "MONTH", "YEAR");
  private static final int MOST_CLUSTERED = 4;

  private TableShape() {}

  /** Checks a resource, and writes its types as the API does. */
  static void check(ObjectNode resource) {
    Labels.check(resource.path("labels"));
    Columns columns = Columns.from(resource.path("schema"));
    Columns.normalise(resource.path("schema"));
    if (resource.has("rangePartitioning")) {
      throw ApiException.unsupported("rangePartitioning");
    }
    if (resource.path("timePartitioning") instanceof ObjectNode partitioning) {
      partitioning(partitioning, columns);
    }
    JsonNode clustered = resource.path("clustering").path("fields");
    if (clustered.size() > MOST_CLUSTERED) {
      throw ApiException.invalid(
          "The number of clustering columns must not exceed " + MOST_CLUSTERED);
    }
    for (JsonNode field : clustered) {
      if (columns.indexOf(field.asString()) < 0) {
        throw ApiException.invalid(
            "The field specified for clustering cannot be found in the schema: "
                + field.asString());
      }
    }
  }

  private static void partitioning(ObjectNode partitioning, Columns columns) {
    String period = partitioning.path("type").asString("");
    if (!PERIODS.contains(period)) {
      throw ApiException.invalid("Invalid value for timePartitioning.type: " + period);
    }
    String field = partitioning.path("field").asString("");
    if (field.isEmpty()) {
      return;
    }
    int index = columns.indexOf(field);
    if (index < 0) {
      throw ApiException.invalid(
          "The field specified for partitioning cannot be found in the schema: " + field);
    }
    ColumnType type = columns.get(index).type();
    if (!PARTITIONING.contains(type)) {
      throw ApiException.invalid(
          "The field specified for time partitioning can only be of type TIMESTAMP, DATE or DATETIME. The type found is: "
              + type);
    }
  }

  /** Refuses a change of how a table is partitioned; expiry may change. */
  static void checkChange(ObjectNode before, ObjectNode after) {
    JsonNode old = before.path("timePartitioning");
    JsonNode changed = after.path("timePartitioning");
    if (old.isMissingNode() != changed.isMissingNode()) {
      throw ApiException.invalid(
          "Cannot convert non partitioned/clustered table to partitioned/clustered table.");
    }
    boolean same =
        old.path("type").asString("").equals(changed.path("type").asString(""))
            && old.path("field").asString("").equals(changed.path("field").asString(""));
    if (!same) {
      throw ApiException.invalid("Cannot change partitioning spec for a partitioned table.");
    }
  }
}
