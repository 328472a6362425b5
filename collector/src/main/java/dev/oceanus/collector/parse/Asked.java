package dev.oceanus.collector.parse;

import dev.oceanus.collector.parse.Profile.Rule;
import dev.oceanus.collector.parse.Profile.Taken;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Source;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A profile by the columns of a schema: what one interface asks of each of them. Immutable. */
final class Asked {
  private static final String AGENT = "ua";
  private static final String MADE_IF_MISSING = "event_id";

  private final Rule[] rules;
  private final List<Integer> required;
  private final int agent;

  Asked(Profile profile, Schema schema) {
    rules = new Rule[schema.size()];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = Rule.of(schema.field(i).name());
    }
    profile.rules().forEach(rule -> rules[schema.index(rule.column())] = rule);
    required = required(profile, schema);
    int index = schema.indexOf(AGENT);
    agent = index >= 0 && taken(index) ? index : -1;
  }

  private List<Integer> required(Profile profile, Schema schema) {
    Set<Integer> all = new LinkedHashSet<>();
    for (Rule rule : profile.rules()) {
      if (rule.required()) {
        all.add(schema.index(rule.column()));
      }
    }
    for (int i = 0; i < rules.length; i++) {
      Field field = schema.field(i);
      boolean sent = field.source().kind() == Source.Kind.WIRE;
      boolean filled = rules[i].fallback() != null || field.name().equals(MADE_IF_MISSING);
      if (field.required() && sent && !filled) {
        all.add(i);
      }
    }
    return List.copyOf(all);
  }

  /** What is asked of a column. */
  Rule of(int index) {
    return rules[index];
  }

  /** Whether a column is taken from a parameter, although the schema says otherwise. */
  boolean taken(int index) {
    return rules[index].taken() != Taken.AS_USUAL;
  }

  /** Columns that must be sent, in the order in which they are missed. */
  List<Integer> required() {
    return required;
  }

  /** Column of the User-Agent where it is taken from a parameter, or -1. */
  int agent() {
    return agent;
  }
}
