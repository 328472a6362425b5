package dev.oceanus.notifier.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of notices that were to be delivered. */
public sealed interface Delivery {
  /** The other side has taken them. */
  record Delivered() implements Delivery {}

  /**
   * They were not taken, or nobody knows; the same call may succeed later.
   *
   * @param reason one line for people, without addresses or payloads
   * @param pause how long the other side wants to be left alone, or null if it does not say
   */
  record Later(String reason, @Nullable Duration pause) implements Delivery {}

  /**
   * They will never be taken as they are.
   *
   * @param reason one line for people, without addresses or payloads
   */
  record Refused(String reason) implements Delivery {}
}
