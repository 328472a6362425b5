package dev.oceanus.k8scheck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in a manifest, there or not. What is not there is empty, so that rules read easily. */
record Node(@Nullable Object value) {
  /** What is below these keys, one after the other. */
  Node at(String... keys) {
    Object here = value;
    for (String key : keys) {
      here = here instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return new Node(here);
  }

  boolean present() {
    return value != null;
  }

  /** Its text; empty if it is not there. */
  String text() {
    return value == null ? "" : value.toString();
  }

  /** Its number, or this one. */
  int number(int otherwise) {
    return value instanceof Number number ? number.intValue() : otherwise;
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  /** The members of a list. */
  List<Node> items() {
    List<Node> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> items.add(new Node(item)));
    }
    return items;
  }

  /** The entries of a mapping. */
  Map<String, Node> entries() {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> entries.put(String.valueOf(key), new Node(member)));
    }
    return entries;
  }

  /** The texts of a list. */
  List<String> texts() {
    return items().stream().map(Node::text).toList();
  }

  /** The first member of a list. */
  Node first() {
    List<Node> items = items();
    return items.isEmpty() ? new Node(null) : items.getFirst();
  }

  /** Whether it is a mapping that holds all entries of this one. */
  boolean holds(Node other) {
    Map<String, Node> mine = entries();
    return other.entries().entrySet().stream()
        .allMatch(each -> each.getValue().equals(mine.get(each.getKey())));
  }

  /** Changes a member of a mapping. */
  @SuppressWarnings("unchecked") // a mapping of YAML
  void put(String key, Object member) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalStateException("no mapping to put " + key + " into: " + value);
    }
    ((Map<String, Object>) map).put(key, member);
  }

  /** Takes a member out of a mapping. */
  void remove(String key) {
    if (!(value instanceof Map<?, ?> map) || map.remove(key) == null) {
      throw new IllegalStateException("no " + key + " in " + value);
    }
  }

  /** Adds a member to a list. */
  @SuppressWarnings("unchecked") // a list of YAML
  void add(Object member) {
    if (!(value instanceof List<?> list)) {
      throw new IllegalStateException("no list: " + value);
    }
    ((List<Object>) list).add(member);
  }
}
