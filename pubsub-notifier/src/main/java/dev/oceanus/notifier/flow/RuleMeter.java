package dev.oceanus.notifier.flow;

import dev.oceanus.notifier.outbox.Outbox.Outcome;
import dev.oceanus.notifier.rules.RuleBook;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What rules count: {@code matched = enqueued + gathered + throttled + repeated}, but for matches
 * whose outcome could not be kept. Thread-safe.
 */
final class RuleMeter {
  private final Map<String, OfRule> rules = new HashMap<>();
  private final Counter unreadable;

  /** The counters of one rule. */
  private record OfRule(Counter matched, Counter undecided, Map<Outcome, Counter> outcomes) {}

  RuleMeter(MeterRegistry registry, RuleBook book) {
    book.rules()
        .forEach(
            rule -> {
              Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
              for (Outcome outcome : Outcome.values()) {
                String name = outcome.name().toLowerCase(Locale.ROOT);
                outcomes.put(
                    outcome, counter(registry, rule.name(), name, "Matches of rules: " + name));
              }
              rules.put(
                  rule.name(),
                  new OfRule(
                      counter(registry, rule.name(), "matched", "Events that a rule holds for"),
                      counter(
                          registry,
                          rule.name(),
                          "undecided",
                          "Events that a rule could not be decided for, taken as none of its own"),
                      outcomes));
            });
    this.unreadable =
        Counter.builder("oceanus_notifier_unreadable_total")
            .description("Live events of unknown sites, or that their sites' schemas do not read")
            .register(registry);
  }

  private static Counter counter(
      MeterRegistry registry, String rule, String name, String description) {
    return Counter.builder("oceanus_notifier_" + name + "_total")
        .description(description)
        .tag("rule", rule)
        .register(registry);
  }

  void matched(String rule) {
    of(rule).matched.increment();
  }

  void undecided(String rule) {
    of(rule).undecided.increment();
  }

  void outcome(String rule, Outcome outcome) {
    Counter counter = of(rule).outcomes.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }

  void unreadable() {
    unreadable.increment();
  }

  private OfRule of(String rule) {
    OfRule counters = rules.get(rule);
    if (counters == null) {
      throw new IllegalArgumentException("no rule '" + rule + "'");
    }
    return counters;
  }
}
