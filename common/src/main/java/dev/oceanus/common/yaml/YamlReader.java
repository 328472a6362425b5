package dev.oceanus.common.yaml;

import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlNode.Member;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import dev.oceanus.common.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML document into nodes that know their lines. Anchors' aliases are refused: nothing
 * here needs them, and they let a small file grow without bounds.
 */
public final class YamlReader {
  private static final int MAX_DEPTH = 32;

  private final Faults faults;
  private final YAMLFactory yaml =
      YAMLFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  /** A reader that notes what is wrong there. */
  public YamlReader(Faults faults) {
    this.faults = faults;
  }

  /** The document's node; {@link YamlNode.Empty} for an empty one, and where it cannot be read. */
  public YamlNode read(String text) {
    try (YAMLParser in = (YAMLParser) yaml.createParser(ObjectReadContext.empty(), text)) {
      return document(in);
    }
  }

  private YamlNode document(YAMLParser in) {
    try {
      if (in.nextToken() == null) {
        return new YamlNode.Empty(1);
      }
      YamlNode node = node(in, "");
      if (in.nextToken() != null) {
        faults.add(line(in), "", "must be one YAML document, found another");
      }
      return node;
    } catch (JacksonException e) {
      // Unlike those of tokens, the lines of exceptions count from 0 here.
      int line = e.getLocation() == null ? line(in) : e.getLocation().getLineNr() + 1;
      faults.add(line, "", "cannot be read as YAML: " + firstLine(e.getOriginalMessage()));
      return new YamlNode.Empty(line);
    }
  }

  private YamlNode node(YAMLParser in, String path) {
    int line = line(in);
    if (in.isCurrentAlias()) {
      faults.add(line, path, "must not be an alias (*" + in.getString() + ")");
      return new YamlNode.Empty(line);
    }
    JsonToken token = in.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(in, line, path);
      case START_ARRAY -> sequence(in, line, path);
      case VALUE_NULL -> new YamlNode.Empty(line);
      default -> new Scalar(line, in.getString());
    };
  }

  private Mapping mapping(YAMLParser in, int line, String path) {
    Map<String, Member> members = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = in.currentName();
      int keyLine = line(in);
      String keyPath = path.isEmpty() ? key : path + "." + key;
      in.nextToken();
      Member twin = members.putIfAbsent(key, new Member(keyLine, node(in, keyPath)));
      if (twin != null) {
        faults.add(keyLine, keyPath, "occurs twice, first on line " + twin.keyLine());
      }
    }
    return new Mapping(line, members);
  }

  private Sequence sequence(YAMLParser in, int line, String path) {
    List<YamlNode> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(in, path + "[" + items.size() + "]"));
    }
    return new Sequence(line, items);
  }

  private static int line(JsonParser in) {
    return Math.max(1, in.currentTokenLocation().getLineNr());
  }

  private static String firstLine(String message) {
    return message == null ? "no reason given" : message.lines().findFirst().orElse("");
  }
}
