package dev.oceanus.notifier.rules;

import java.time.Duration;

/**
 * What a rule does.
 *
 * @param index its place among the rule's actions, from 0
 * @param target name of the target
 * @param delay how long after the event
 * @param history whether it tells what the warehouse knows of the visitor when its time has come
 * @param message what it says
 */
public record Action(int index, String target, Duration delay, boolean history, Message message) {
  /** Whether the message tells the visitor's last pages. */
  public boolean story() {
    return message.templates().anyMatch(template -> template.uses(RuleNames.STORY));
  }
}
