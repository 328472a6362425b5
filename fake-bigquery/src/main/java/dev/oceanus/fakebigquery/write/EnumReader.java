package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Enums: their number in an INT64 column, their name in a STRING column. */
final class EnumReader {
  private EnumReader() {}

  /** Null if the column takes no enum. */
  static @Nullable CellReader of(TableFieldSchema column, EnumDescriptorProto type) {
    return switch (column.getType()) {
      case INT64 -> in -> (long) in.readEnum();
      case STRING -> named(column, type);
      default -> null;
    };
  }

  private static CellReader named(TableFieldSchema column, EnumDescriptorProto type) {
    Map<Integer, String> names = new HashMap<>();
    type.getValueList().forEach(value -> names.putIfAbsent(value.getNumber(), value.getName()));
    return in -> {
      int number = in.readEnum();
      String name = names.get(number);
      if (name == null) {
        throw new RowFaultException(
            "Enum %s has no value %d on field %s."
                .formatted(type.getName(), number, column.getName()));
      }
      return name;
    };
  }
}
