package dev.oceanus.fakebigquery.write;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The messages and enums inside a writer's schema, by name. A schema is one message with all that
 * it uses nested in it (source: protobuf.proto, {@code ProtoSchema}). Immutable.
 */
final class WriterTypes {
  private final Map<String, DescriptorProto> messages = new HashMap<>();
  private final Map<String, EnumDescriptorProto> enums = new HashMap<>();

  WriterTypes(DescriptorProto root) {
    add("", root);
  }

  private void add(String prefix, DescriptorProto message) {
    for (DescriptorProto nested : message.getNestedTypeList()) {
      messages.putIfAbsent(prefix + nested.getName(), nested);
      messages.putIfAbsent(nested.getName(), nested);
      add(prefix + nested.getName() + ".", nested);
    }
    for (EnumDescriptorProto each : message.getEnumTypeList()) {
      enums.putIfAbsent(prefix + each.getName(), each);
      enums.putIfAbsent(each.getName(), each);
    }
  }

  Optional<DescriptorProto> message(String typeName) {
    return find(messages, typeName);
  }

  Optional<EnumDescriptorProto> enumeration(String typeName) {
    return find(enums, typeName);
  }

  /** Names may begin with the packages and messages around them. */
  private static <T> Optional<T> find(Map<String, T> types, String typeName) {
    String name = typeName.startsWith(".") ? typeName.substring(1) : typeName;
    while (true) {
      T found = types.get(name);
      int dot = name.indexOf('.');
      if (found != null || dot < 0) {
        return Optional.ofNullable(found);
      }
      name = name.substring(dot + 1);
    }
  }
}
