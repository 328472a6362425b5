package dev.oceanus.notifier.rules;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.text.Names;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a rule's messages may name. */
final class RuleNames {
  /** The visitor's last pages. */
  static final String STORY = "story";

  /** What the warehouse knows of the visitor. */
  static final String HISTORY = "history";

  /** Events of a digest. */
  static final String SAMPLES = "samples";

  private static final Set<String> OF_ALL = Set.of("rule", "day", "month");
  private static final Set<String> OF_EVENTS = Set.of("site", "id", "time");
  private static final Set<String> OF_DIGESTS = Set.of("count", "more", "since", "until");
  private static final Names PAGE =
      new Names(Set.of("time", "event_name", "page_url", "page_title"), Set.of(), Map.of());

  private RuleNames() {}

  /** Columns that events of all these schemas have. */
  static Set<String> columns(Collection<Schema> schemas) {
    Set<String> columns = new HashSet<>();
    boolean first = true;
    for (Schema schema : schemas) {
      Set<String> names = new HashSet<>();
      for (Field field : schema.fields()) {
        names.add(field.name());
      }
      if (first) {
        columns.addAll(names);
      } else {
        columns.retainAll(names);
      }
      first = false;
    }
    return columns;
  }

  /** What a message about one event may name. */
  static Names event(Collection<Schema> schemas, boolean history) {
    Set<String> values = columns(schemas);
    values.remove(Occurrence.PROPERTIES);
    values.addAll(OF_ALL);
    values.addAll(OF_EVENTS);
    Map<String, Names> sections = new HashMap<>();
    sections.put(STORY, PAGE);
    if (history) {
      sections.put(HISTORY, PAGE);
    }
    return new Names(values, Set.of(Occurrence.PROPERTIES), sections);
  }

  /** What a digest may name. */
  static Names digest(Collection<Schema> schemas) {
    Names event = event(schemas, false);
    Set<String> values = new HashSet<>(OF_ALL);
    values.addAll(OF_DIGESTS);
    return new Names(
        values, Set.of(), Map.of(SAMPLES, new Names(event.values(), event.open(), Map.of())));
  }
}
