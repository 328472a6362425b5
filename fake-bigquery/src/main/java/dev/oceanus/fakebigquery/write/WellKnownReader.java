package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The messages of {@code google.protobuf} that stand for one value: wrappers and {@code Timestamp}.
 * The Java client's ProtoSchemaConverter writes their names with underscores.
 */
final class WellKnownReader {
  private static final int VALUE = 1;

  private WellKnownReader() {}

  /** Null if the column takes no such message. */
  static @Nullable CellReader of(TableFieldSchema column, String typeName) {
    String name = typeName.substring(typeName.lastIndexOf('.') + 1);
    name = name.substring(name.lastIndexOf('_') + 1);
    return switch (name) {
      case "Timestamp" ->
          column.getType() == TableFieldSchema.Type.TIMESTAMP ? in -> timestamp(column, in) : null;
      case "StringValue" -> wrapper(column, Type.TYPE_STRING);
      case "BytesValue" -> wrapper(column, Type.TYPE_BYTES);
      case "BoolValue" -> wrapper(column, Type.TYPE_BOOL);
      case "Int32Value" -> wrapper(column, Type.TYPE_INT32);
      case "Int64Value" -> wrapper(column, Type.TYPE_INT64);
      case "UInt32Value" -> wrapper(column, Type.TYPE_UINT32);
      case "DoubleValue" -> wrapper(column, Type.TYPE_DOUBLE);
      case "FloatValue" -> wrapper(column, Type.TYPE_FLOAT);
      default -> null;
    };
  }

  private static long timestamp(TableFieldSchema column, CodedInputStream in)
      throws IOException, RowFaultException {
    Timestamp value = Timestamp.parseFrom(in.readByteArray());
    return Times.timestamp(column, value.getSeconds(), value.getNanos());
  }

  private static @Nullable CellReader wrapper(TableFieldSchema column, Type type) {
    CellReader inner = CellReaders.scalar(column, type);
    return inner == null ? null : in -> unwrapped(column, inner, in.readBytes());
  }

  private static Object unwrapped(TableFieldSchema column, CellReader inner, ByteString message)
      throws IOException, RowFaultException {
    CodedInputStream in = message.newCodedInput();
    Object value = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == VALUE) {
        value = inner.read(in);
      } else {
        in.skipField(tag);
      }
    }
    return value == null ? zero(column) : value;
  }

  /** What a wrapper without a value holds. */
  private static Object zero(TableFieldSchema column) {
    return switch (column.getType()) {
      case STRING -> "";
      case BYTES -> new byte[0];
      case BOOL -> false;
      case DOUBLE -> 0.0;
      case NUMERIC -> BigDecimal.ZERO;
      default -> 0L;
    };
  }
}
