package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.TableFieldSchema.Mode;
import com.google.cloud.bigquery.storage.v1.TableFieldSchema.Type;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import dev.oceanus.fakebigquery.schema.ColumnType;
import tools.jackson.databind.JsonNode;

/** A table's schema in the words of the Storage API (source: table.proto). */
final class TableSchemas {
  private TableSchemas() {}

  /** From the schema of the BigQuery v2 API. */
  static TableSchema of(JsonNode schema) {
    TableSchema.Builder table = TableSchema.newBuilder();
    schema.path("fields").forEach(field -> table.addFields(field(field)));
    return table.build();
  }

  private static TableFieldSchema field(JsonNode field) {
    return TableFieldSchema.newBuilder()
        .setName(field.path("name").asString())
        .setType(type(ColumnType.named(field.path("type").asString(""))))
        .setMode(Mode.valueOf(field.path("mode").asString("NULLABLE")))
        .setDescription(field.path("description").asString(""))
        .setMaxLength(field.path("maxLength").asLong(0))
        .setPrecision(field.path("precision").asLong(0))
        .setScale(field.path("scale").asLong(0))
        .setDefaultValueExpression(field.path("defaultValueExpression").asString(""))
        .build();
  }

  private static Type type(ColumnType type) {
    return switch (type) {
      case STRING -> Type.STRING;
      case BYTES -> Type.BYTES;
      case INTEGER -> Type.INT64;
      case FLOAT -> Type.DOUBLE;
      case BOOLEAN -> Type.BOOL;
      case TIMESTAMP -> Type.TIMESTAMP;
      case DATE -> Type.DATE;
      case DATETIME -> Type.DATETIME;
      case TIME -> Type.TIME;
      case NUMERIC -> Type.NUMERIC;
      case JSON -> Type.JSON;
    };
  }
}
