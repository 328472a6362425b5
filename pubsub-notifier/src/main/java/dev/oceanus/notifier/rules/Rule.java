package dev.oceanus.notifier.rules;

import dev.oceanus.notifier.event.Occurrence;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule.
 *
 * @param name {@code [A-Za-z0-9][A-Za-z0-9.-]{0,63}}
 * @param conditions when it acts, by site
 * @param throttle how often it may
 * @param digest whether it gathers events for one message
 * @param quiet hours that it respects
 * @param zone whose clock its messages tell
 * @param actions what it does, at least one thing
 */
public record Rule(
    String name,
    Map<String, Condition> conditions,
    Optional<Throttle> throttle,
    Optional<Digest> digest,
    Optional<Quiet> quiet,
    ZoneId zone,
    List<Action> actions) {
  public Rule {
    conditions = Map.copyOf(conditions);
    actions = List.copyOf(actions);
  }

  /** Whether one of its messages tells the visitor's last pages. */
  public boolean story() {
    return actions.stream().anyMatch(Action::story);
  }

  /**
   * Whether it is to act on this event.
   *
   * @throws Condition.UndecidedException if its condition cannot be decided
   */
  public boolean holds(Occurrence event) throws Condition.UndecidedException {
    Condition condition = conditions.get(event.site());
    return condition != null && condition.holds(event);
  }

  /** When an action's message is due that follows from an event now. */
  public Instant due(Action action, Instant now) {
    return awake(now.plus(action.delay()));
  }

  /** This moment, or the end of the quiet hours that it falls into. */
  public Instant awake(Instant moment) {
    return quiet.map(hours -> hours.after(moment)).orElse(moment);
  }
}
