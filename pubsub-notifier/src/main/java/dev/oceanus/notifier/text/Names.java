package dev.oceanus.notifier.text;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a template may name at some place.
 *
 * @param values names of values
 * @param open names of which any member may be named too, as {@code properties.amount}
 * @param sections lists, and what may be named of each of their items
 */
public record Names(Set<String> values, Set<String> open, Map<String, Names> sections) {
  /** In the place of open names: any name. */
  private static final String ALL = "*";

  /** An item of a list whose form nobody knows. */
  private static final Names ANY = new Names(Set.of(), Set.of(ALL), Map.of());

  public Names {
    values = Set.copyOf(values);
    open = Set.copyOf(open);
    sections = Map.copyOf(sections);
  }

  /** Whether a variable may have this name. */
  boolean hasValue(String name) {
    return open.contains(ALL) || values.contains(name) || open.contains(head(name));
  }

  /** What may be named in a section, itself included; empty if there is no such section. */
  Optional<Names> section(String name) {
    Names inner = sections.get(name);
    if (inner != null) {
      return Optional.of(inner);
    }
    if (open.contains(head(name))) {
      return Optional.of(ANY);
    }
    return hasValue(name) ? Optional.of(this) : Optional.empty();
  }

  /** Whether a section of this name may go round in a list. */
  boolean isList(String name) {
    return sections.containsKey(name) || open.contains(ALL) || open.contains(head(name));
  }

  /** All that may be named, for hints. */
  Set<String> all() {
    Set<String> all = new HashSet<>(values);
    all.addAll(open);
    all.addAll(sections.keySet());
    return all;
  }

  private static String head(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
