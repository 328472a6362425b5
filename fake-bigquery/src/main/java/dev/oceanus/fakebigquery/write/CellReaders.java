package dev.oceanus.fakebigquery.write;

import static dev.oceanus.fakebigquery.write.WireNumbers.floating;
import static dev.oceanus.fakebigquery.write.WireNumbers.integer;
import static dev.oceanus.fakebigquery.write.WireNumbers.isFloating;
import static dev.oceanus.fakebigquery.write.WireNumbers.isSigned;
import static dev.oceanus.fakebigquery.write.WireNumbers.isUnsigned32;
import static dev.oceanus.fakebigquery.write.WireNumbers.isUnsigned64;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import org.jspecify.annotations.Nullable;

/**
 * Which protobuf type a column takes, and how its values are read. Source: "Supported protocol
 * buffer data types" (cloud.google.com/bigquery/docs/supported-data-types). A type that is named
 * there stands for all that are the same number in memory: {@code int64} for {@code sint64} and
 * {@code sfixed64}.
 */
final class CellReaders {
  private CellReaders() {}

  /** Null if the column takes no such field. Enums and messages are not looked at here. */
  static @Nullable CellReader scalar(TableFieldSchema column, Type type) {
    return switch (column.getType()) {
      case STRING -> type == Type.TYPE_STRING ? in -> Texts.text(column, in) : null;
      case JSON -> type == Type.TYPE_STRING ? in -> Texts.json(column, in) : null;
      case BYTES -> bytes(column, type);
      case INT64 -> isSigned(type) || isUnsigned32(type) ? in -> integer(in, type) : null;
      case DOUBLE -> isFloating(type) ? in -> floating(in, type) : null;
      case BOOL -> isBoolLike(type) ? in -> integer(in, type) != 0 : null;
      case TIMESTAMP -> timestamp(column, type);
      case DATE -> date(column, type);
      case TIME -> time(column, type);
      case DATETIME -> datetime(column, type);
      case NUMERIC -> decimal(column, type);
      default -> null;
    };
  }

  private static @Nullable CellReader bytes(TableFieldSchema column, Type type) {
    boolean fits = type == Type.TYPE_BYTES || type == Type.TYPE_STRING;
    return fits ? in -> Texts.bytes(column, in) : null;
  }

  private static @Nullable CellReader timestamp(TableFieldSchema column, Type type) {
    boolean fits = isSigned(type) || isUnsigned32(type);
    return fits ? in -> Times.timestamp(column, integer(in, type)) : null;
  }

  private static @Nullable CellReader date(TableFieldSchema column, Type type) {
    if (isSigned(type)) {
      return in -> Times.date(column, integer(in, type));
    }
    return type == Type.TYPE_STRING ? in -> Times.date(column, Texts.utf8(column, in)) : null;
  }

  private static @Nullable CellReader time(TableFieldSchema column, Type type) {
    if (isSigned(type)) {
      return in -> Times.time(column, integer(in, type));
    }
    return type == Type.TYPE_STRING ? in -> Times.time(column, Texts.utf8(column, in)) : null;
  }

  private static @Nullable CellReader datetime(TableFieldSchema column, Type type) {
    if (isSigned(type)) {
      return in -> Times.datetime(column, integer(in, type));
    }
    return type == Type.TYPE_STRING ? in -> Times.datetime(column, Texts.utf8(column, in)) : null;
  }

  private static @Nullable CellReader decimal(TableFieldSchema column, Type type) {
    if (isUnsigned64(type)) {
      return in -> Decimals.checked(column, Decimals.unsigned(integer(in, type)));
    }
    if (isSigned(type) || isUnsigned32(type)) {
      return in -> Decimals.checked(column, Decimals.whole(integer(in, type)));
    }
    if (isFloating(type)) {
      return in -> Decimals.checked(column, Decimals.floating(column, floating(in, type)));
    }
    return switch (type) {
      case TYPE_STRING ->
          in -> Decimals.checked(column, Decimals.text(column, Texts.utf8(column, in)));
      case TYPE_BYTES -> in -> Decimals.checked(column, Decimals.bytes(column, in.readByteArray()));
      default -> null;
    };
  }

  private static boolean isBoolLike(Type type) {
    return type == Type.TYPE_BOOL || isSigned(type) || isUnsigned32(type) || isUnsigned64(type);
  }
}
