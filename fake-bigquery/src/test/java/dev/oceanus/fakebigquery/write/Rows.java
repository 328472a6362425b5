package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A writer's schema, and rows of it. */
record Rows(Descriptor descriptor) {

  /** Of fields, each a name and a type: {@code "n int64"}. */
  static Rows of(String... fields) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Row");
    for (String field : fields) {
      String[] words = field.split(" ", -1);
      message.addField(
          FieldDescriptorProto.newBuilder()
              .setName(words[0])
              .setNumber(message.getFieldCount() + 1)
              .setLabel(Label.LABEL_OPTIONAL)
              .setType(Type.valueOf("TYPE_" + words[1].toUpperCase(Locale.ROOT))));
    }
    return of(message.build());
  }

  static Rows of(DescriptorProto message) {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder().setName("row.proto").addMessageType(message).build();
    try {
      return new Rows(
          FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().getFirst());
    } catch (DescriptorValidationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  ProtoSchema schema() {
    return ProtoSchema.newBuilder().setProtoDescriptor(descriptor.toProto()).build();
  }

  /** One row with these values by name; a field that is not named has none. */
  ByteString row(Map<String, ?> values) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
    values.forEach((name, value) -> message.setField(descriptor.findFieldByName(name), value));
    return message.build().toByteString();
  }

  /** Rows that have only the first field. */
  ProtoRows rows(Object... firsts) {
    ProtoRows.Builder rows = ProtoRows.newBuilder();
    for (Object first : firsts) {
      rows.addSerializedRows(row(Map.of(descriptor.getFields().getFirst().getName(), first)));
    }
    return rows.build();
  }

  static ProtoRows rows(ByteString... rows) {
    return ProtoRows.newBuilder().addAllSerializedRows(List.of(rows)).build();
  }
}
