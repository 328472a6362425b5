package dev.oceanus.common.yaml;

import dev.oceanus.common.config.Similar;
import dev.oceanus.common.config.Units;
import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlNode.Member;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import dev.oceanus.common.yaml.YamlNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the file while it is read: members by name, faults noted with their place. A member
 * of the wrong kind is a fault and then as good as not there.
 */
public final class Located {
  private final Mapping mapping;
  private final String path;
  private final Faults faults;

  private Located(Mapping mapping, String path, Faults faults) {
    this.mapping = mapping;
    this.path = path;
    this.faults = faults;
  }

  /** This node as a mapping that may have these keys only; an empty one if it is none. */
  public static Located of(YamlNode node, String path, Set<String> keys, Faults faults) {
    Mapping mapping = new Mapping(node.line(), Map.of());
    if (node instanceof Mapping found) {
      mapping = found;
    } else {
      faults.add(node.line(), path, "must be a mapping, found " + node.kind());
    }
    Located located = new Located(mapping, path, faults);
    mapping
        .members()
        .forEach(
            (key, member) -> {
              if (!keys.contains(key)) {
                faults.add(
                    member.keyLine(),
                    located.path(key),
                    "is not known here" + Similar.hint(key, keys));
              }
            });
    return located;
  }

  /** The line on which the mapping begins, counted from 1. */
  public int line() {
    return mapping.line();
  }

  /** The path of a member, as faults name it: {@code sites.shop.origins}. */
  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The line of a member's value, or of the mapping where it has none. */
  public int line(String key) {
    Member member = mapping.members().get(key);
    return member == null ? mapping.line() : member.value().line();
  }

  /** Notes a fault of a member, or of the mapping where it has no such member. */
  public void fault(String key, String rule) {
    faults.add(line(key), path(key), rule);
  }

  /** A member, whatever its kind. */
  public Optional<YamlNode> node(String key) {
    return Optional.ofNullable(mapping.members().get(key)).map(Member::value);
  }

  /** A text, or the default. */
  public @Nullable String text(String key, @Nullable String fallback) {
    return switch (node(key).orElse(null)) {
      case null -> fallback;
      case Scalar scalar -> scalar.text();
      case YamlNode other -> {
        fault(key, "must be a text, found " + other.kind());
        yield fallback;
      }
    };
  }

  /** A whole number within bounds, or the default. */
  public int integer(String key, int fallback, int least, int most) {
    String text = text(key, null);
    if (text == null) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // named below like a number out of bounds
    }
    fault(key, "must be a whole number from %d to %d, found '%s'".formatted(least, most, text));
    return fallback;
  }

  /** Whether something is so, or the default. */
  public boolean flag(String key, boolean fallback) {
    String text = text(key, Boolean.toString(fallback));
    if (!"true".equals(text) && !"false".equals(text)) {
      fault(key, "must be true or false, found '" + text + "'");
    }
    return "true".equals(text);
  }

  /** A time within bounds; empty if there is none, or a fault. */
  public Optional<Duration> duration(String key, Duration least, Duration most) {
    String text = text(key, null);
    if (text == null) {
      return Optional.empty();
    }
    try {
      Duration time = Units.duration(text);
      if (time.compareTo(least) >= 0 && time.compareTo(most) <= 0) {
        return Optional.of(time);
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // named below like a time out of bounds
    }
    fault(
        key,
        "must be a time from %s to %s, as 30s, 10m, 1h or 7d, found '%s'"
            .formatted(Units.print(least), Units.print(most), text));
    return Optional.empty();
  }

  /** A list of texts; empty when there is none. */
  public List<Scalar> texts(String key) {
    List<Scalar> texts = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof Scalar scalar) {
        texts.add(scalar);
      } else {
        faults.add(item.line(), path(key), "must list texts, found " + item.kind());
      }
    }
    return texts;
  }

  /** A list; empty when there is none. */
  public List<YamlNode> items(String key) {
    return switch (node(key).orElse(null)) {
      case null -> List.of();
      case Sequence sequence -> sequence.items();
      case YamlNode other -> {
        fault(key, "must be a list, found " + other.kind());
        yield List.of();
      }
    };
  }

  /** A mapping of texts to texts; empty when there is none. */
  public Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    switch (node(key).orElse(null)) {
      case null -> {}
      case Mapping found ->
          found
              .members()
              .forEach(
                  (name, member) -> {
                    if (member.value() instanceof Scalar scalar) {
                      pairs.put(name, scalar.text());
                    } else {
                      faults.add(
                          member.keyLine(),
                          path(key) + "." + name,
                          "must be a text, found " + member.value().kind());
                    }
                  });
      case YamlNode other -> fault(key, "must be a mapping, found " + other.kind());
    }
    return pairs;
  }
}
