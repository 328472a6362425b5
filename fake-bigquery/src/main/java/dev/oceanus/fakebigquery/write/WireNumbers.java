package dev.oceanus.fakebigquery.write;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** How protobuf's scalar types are written. */
final class WireNumbers {
  private WireNumbers() {}

  /** The wire type of a single value. */
  static int wireType(Type type) {
    return switch (type) {
      case TYPE_DOUBLE, TYPE_FIXED64, TYPE_SFIXED64 -> WireFormat.WIRETYPE_FIXED64;
      case TYPE_FLOAT, TYPE_FIXED32, TYPE_SFIXED32 -> WireFormat.WIRETYPE_FIXED32;
      case TYPE_STRING, TYPE_BYTES, TYPE_MESSAGE -> WireFormat.WIRETYPE_LENGTH_DELIMITED;
      case TYPE_GROUP -> WireFormat.WIRETYPE_START_GROUP;
      default -> WireFormat.WIRETYPE_VARINT;
    };
  }

  /** Whether it is written as an integer of at most 64 bits with a sign. */
  static boolean isSigned(Type type) {
    return switch (type) {
      case TYPE_INT32, TYPE_INT64, TYPE_SINT32, TYPE_SINT64, TYPE_SFIXED32, TYPE_SFIXED64 -> true;
      default -> false;
    };
  }

  static boolean isUnsigned32(Type type) {
    return type == Type.TYPE_UINT32 || type == Type.TYPE_FIXED32;
  }

  static boolean isUnsigned64(Type type) {
    return type == Type.TYPE_UINT64 || type == Type.TYPE_FIXED64;
  }

  static boolean isFloating(Type type) {
    return type == Type.TYPE_DOUBLE || type == Type.TYPE_FLOAT;
  }

  /** Reads any integer, bool or enum; one of 64 bits without a sign as its bits. */
  static long integer(CodedInputStream in, Type type) throws IOException {
    return switch (type) {
      case TYPE_INT32 -> in.readInt32();
      case TYPE_SINT32 -> in.readSInt32();
      case TYPE_SFIXED32 -> in.readSFixed32();
      case TYPE_UINT32 -> Integer.toUnsignedLong(in.readUInt32());
      case TYPE_FIXED32 -> Integer.toUnsignedLong(in.readFixed32());
      case TYPE_SINT64 -> in.readSInt64();
      case TYPE_SFIXED64 -> in.readSFixed64();
      case TYPE_FIXED64 -> in.readFixed64();
      case TYPE_ENUM -> in.readEnum();
      case TYPE_BOOL -> in.readBool() ? 1 : 0;
      default -> in.readInt64();
    };
  }

  static double floating(CodedInputStream in, Type type) throws IOException {
    return type == Type.TYPE_FLOAT ? in.readFloat() : in.readDouble();
  }
}
