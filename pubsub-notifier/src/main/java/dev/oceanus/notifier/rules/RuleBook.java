package dev.oceanus.notifier.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All rules, in the order of {@code rules.yaml}. Immutable. */
public final class RuleBook {
  private final Map<String, Rule> byName = new LinkedHashMap<>();
  private final Map<String, List<Rule>> bySite = new HashMap<>();

  /** A book of these rules, whose names differ. */
  public RuleBook(List<Rule> rules) {
    for (Rule rule : rules) {
      byName.put(rule.name(), rule);
      for (String site : rule.conditions().keySet()) {
        bySite.computeIfAbsent(site, name -> new ArrayList<>()).add(rule);
      }
    }
  }

  /** All of them. */
  public List<Rule> rules() {
    return List.copyOf(byName.values());
  }

  /** Those that look at a site's events. */
  public List<Rule> of(String site) {
    return bySite.getOrDefault(site, List.of());
  }

  /** The rule of this name. */
  public Optional<Rule> rule(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Sites whose visitors' pages some message tells. */
  public Set<String> storied() {
    Set<String> sites = new HashSet<>();
    for (Rule rule : byName.values()) {
      if (rule.story()) {
        sites.addAll(rule.conditions().keySet());
      }
    }
    return sites;
  }

  /** Whether some action asks the warehouse. */
  public boolean asksHistory() {
    return byName.values().stream()
        .flatMap(rule -> rule.actions().stream())
        .anyMatch(Action::history);
  }
}
