package dev.oceanus.loader.bigquery.stream;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.warehouse.LoaderColumns;

/**
 * The message that stands for a row: one optional field for each column, the loader's own first,
 * then the schema's, so that a column that is added behind leaves the numbers of the others. Of the
 * types that BigQuery takes for a column, the plainest.
 *
 * @param schema of the table, without the loader's columns
 * @param descriptor of the message, in proto2, where a field that is left out is NULL
 * @see <a href="https://cloud.google.com/bigquery/docs/supported-data-types">Supported types</a>
 */
record RowFormat(Schema schema, DescriptorProto descriptor) {
  /** Numbers of the loader's columns; {@link #FIRST} is that of the schema's first one. */
  static final int BATCH = 1;

  static final int ENTRY = 2;
  static final int SEAL = 3;
  static final int FIRST = 4;

  /** The message for rows of this schema. */
  static RowFormat of(Schema schema) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Row");
    message.addField(field(LoaderColumns.BATCH, BATCH));
    message.addField(field(LoaderColumns.ENTRY, ENTRY));
    message.addField(field(LoaderColumns.SEAL, SEAL));
    for (int i = 0; i < schema.size(); i++) {
      message.addField(field(schema.field(i), FIRST + i));
    }
    return new RowFormat(schema, message.build());
  }

  private static FieldDescriptorProto field(Field column, int number) {
    return FieldDescriptorProto.newBuilder()
        .setName(column.name())
        .setNumber(number)
        .setType(type(column.type()))
        .setLabel(Label.LABEL_OPTIONAL)
        .build();
  }

  private static Type type(FieldType type) {
    return switch (type) {
      case STRING, JSON -> Type.TYPE_STRING;
      case TIMESTAMP, INT64 -> Type.TYPE_INT64; // a time as microseconds since 1970
      case FLOAT64 -> Type.TYPE_DOUBLE;
      case BOOL -> Type.TYPE_BOOL;
    };
  }
}
