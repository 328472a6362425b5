package dev.oceanus.common.yaml;

import java.util.List;
import java.util.Map;

/** A value of a YAML document, with the line on which it begins, counted from 1. */
public sealed interface YamlNode {
  /** The line on which it begins. */
  int line();

  /** What it is, in words. */
  String kind();

  /** A mapping; keys in their order. */
  record Mapping(int line, Map<String, Member> members) implements YamlNode {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A member of a mapping, with the line of its key. */
  record Member(int keyLine, YamlNode value) {}

  /** A sequence. */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A text, number or truth value, as it is written. */
  record Scalar(int line, String text) implements YamlNode {
    @Override
    public String kind() {
      return "'" + text + "'";
    }
  }

  /** Nothing: an empty value. */
  record Empty(int line) implements YamlNode {
    @Override
    public String kind() {
      return "nothing";
    }
  }
}
