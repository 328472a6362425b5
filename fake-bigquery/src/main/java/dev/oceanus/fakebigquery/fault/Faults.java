package dev.oceanus.fakebigquery.fault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules about what goes wrong. Each server asks once for each call, by the method's name. Rules
 * live as long as the process. Thread-safe.
 */
public final class Faults {
  private final Clock clock;
  private final Map<String, Held> rules = new LinkedHashMap<>();
  private int made;

  /** A rule with its trigger. */
  private record Held(FaultRule rule, Trigger trigger) {}

  /**
   * @param clock real time, for rules that last so long
   */
  public Faults(Clock clock) {
    this.clock = clock;
  }

  /**
   * Adds a rule.
   *
   * @return its id
   * @throws IllegalArgumentException if it makes no sense
   */
  public synchronized String add(ObjectNode json) {
    String id = "rule-" + (made + 1);
    FaultRule rule = FaultRule.from(id, json);
    made++;
    rules.put(id, new Held(rule, new Trigger(rule.terms(), clock.instant())));
    return id;
  }

  /** Removes a rule, or all of them if there is no name. */
  public synchronized void clear(String id) {
    if (id.isEmpty()) {
      rules.clear();
    } else {
      rules.remove(id);
    }
  }

  public synchronized boolean has(String id) {
    return rules.containsKey(id);
  }

  /** What happens to this call, which counts for each rule about its method. */
  public synchronized Decision decide(String method) {
    Instant now = clock.instant();
    Duration delay = Duration.ZERO;
    Fault fault = Decision.NONE.fault();
    for (Held held : rules.values()) {
      if (held.rule().isAbout(method) && held.trigger().strikes(now)) {
        delay = delay.plus(held.rule().delay());
        if (fault instanceof Fault.None) {
          fault = held.rule().fault().orElse(fault);
        }
      }
    }
    return new Decision(delay, fault);
  }

  /** All rules with how often each was asked and struck. */
  public synchronized ArrayNode json() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    rules.forEach(
        (id, held) ->
            all.add(
                held.rule()
                    .json()
                    .deepCopy()
                    .put("id", id)
                    .put("calls", held.trigger().calls())
                    .put("hits", held.trigger().hits())));
    return all;
  }
}
