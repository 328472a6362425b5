package dev.oceanus.notifier.outbox;

import dev.oceanus.notifier.delivery.Content;
import java.time.Instant;

/**
 * A notice on disk.
 *
 * @param id the same whenever it is sent, {@code [0-9A-Za-z:._/-]{1,256}}
 * @param rule name of the rule that wants it sent, or of the watch
 * @param target name of the target
 * @param at when what it tells of happened
 * @param body what it says, or what is needed to say it
 */
public record Waiting(String id, String rule, String target, Instant at, Body body) {
  /** What a notice says, or will say. */
  public sealed interface Body {}

  /** It is written already. */
  public record Ready(Content content) implements Body {}

  /**
   * It is written when its time has come, from what is known then.
   *
   * @param action place of the action in its rule, from 0
   * @param site of the event
   * @param event id of the event
   * @param json the event as it stands in the stream
   */
  public record Unwritten(int action, String site, String event, String json) implements Body {}

  /** It cannot be sent, and never could. */
  public record Unfit(String reason) implements Body {}
}
