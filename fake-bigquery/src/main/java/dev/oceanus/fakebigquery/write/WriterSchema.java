package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import dev.oceanus.fakebigquery.schema.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a writer says its rows are, held against the table. Fields are found by name, or by the
 * option {@code column_name} (source: annotations.proto), without regard to case.
 */
final class WriterSchema {
  private final StreamName stream;
  private final WriterTypes types;
  private final Map<String, TableFieldSchema> known = new HashMap<>();
  private final Columns columns;

  private WriterSchema(
      StreamName stream, DescriptorProto descriptor, TableSchema known, Columns columns) {
    this.stream = stream;
    this.types = new WriterTypes(descriptor);
    this.columns = columns;
    known.getFieldsList().forEach(field -> this.known.put(key(field.getName()), field));
  }

  /**
   * Checks the schema.
   *
   * @param known the table's columns, as the backend of the stream knows them
   * @param columns all that the table has
   * @throws RefusedException if rows of it cannot go into the table
   */
  static RowReader reader(
      StreamName stream, DescriptorProto descriptor, TableSchema known, Columns columns) {
    return new WriterSchema(stream, descriptor, known, columns).compile(descriptor);
  }

  private RowReader compile(DescriptorProto descriptor) {
    Map<Integer, RowReader.Slot> slots = new HashMap<>();
    List<String> extra = new ArrayList<>();
    Map<String, TableFieldSchema> missing = new HashMap<>(known);
    for (FieldDescriptorProto field : descriptor.getFieldList()) {
      TableFieldSchema column = known.get(key(columnName(field)));
      if (column == null) {
        extra.add(columnName(field));
      } else if (missing.remove(key(column.getName())) == null) {
        throw malformed("Two fields of the writer's schema are for column " + column.getName());
      } else {
        slots.put(field.getNumber(), slot(field, column));
      }
    }
    if (!extra.isEmpty()) {
      throw new RefusedException(Refusals.extraFields(extra, stream));
    }
    missing.values().forEach(this::requireOptional);
    return new RowReader(columns.size(), slots);
  }

  private RowReader.Slot slot(FieldDescriptorProto field, TableFieldSchema column) {
    CellReader reader = reader(field, column);
    if (reader == null || field.getLabel() == Label.LABEL_REPEATED) {
      throw malformed(
          "The proto field mismatched with BigQuery field at %s, the proto field type %s%s, BigQuery field type %s"
              .formatted(
                  column.getName(),
                  field.getLabel() == Label.LABEL_REPEATED ? "repeated " : "",
                  field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT),
                  column.getType()));
    }
    return new RowReader.Slot(
        column, columns.indexOf(column.getName()), WireNumbers.wireType(field.getType()), reader);
  }

  private @Nullable CellReader reader(FieldDescriptorProto field, TableFieldSchema column) {
    if (field.getType() == Type.TYPE_ENUM) {
      return types
          .enumeration(field.getTypeName())
          .map(each -> EnumReader.of(column, each))
          .orElse(null);
    }
    if (field.getType() == Type.TYPE_MESSAGE) {
      return WellKnownReader.of(column, field.getTypeName());
    }
    return CellReaders.scalar(column, field.getType());
  }

  private void requireOptional(TableFieldSchema column) {
    if (column.getMode() == TableFieldSchema.Mode.REQUIRED) {
      throw malformed(
          "The required field %s is missing in the writer's schema".formatted(column.getName()));
    }
  }

  /** An extension comes as an unknown field, because requests are parsed without knowing it. */
  private static String columnName(FieldDescriptorProto field) {
    List<ByteString> option =
        field
            .getOptions()
            .getUnknownFields()
            .getField(AnnotationsProto.COLUMN_NAME_FIELD_NUMBER)
            .getLengthDelimitedList();
    return option.isEmpty() ? field.getName() : option.getLast().toStringUtf8();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private RefusedException malformed(String message) {
    return new RefusedException(Refusals.malformed(message + " Entity: " + stream));
  }
}
