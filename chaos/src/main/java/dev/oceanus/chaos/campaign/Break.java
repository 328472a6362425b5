package dev.oceanus.chaos.campaign;

import dev.oceanus.common.fail.FailPoint;
import java.util.Locale;

/** One fail point and what is done there. */
record Break(FailPoint point, Action action) {
  /** What a fail point does; the last leaves the process alive. */
  enum Action {
    HALT,
    THROW,
    HANG
  }

  /** As in {@code OCEANUS_FAIL_POINTS}, at the passage of this number. */
  String setting(int passage) {
    return "%s=%s@%d".formatted(point.key(), action.name().toLowerCase(Locale.ROOT), passage);
  }

  /** What the process' log says when it breaks. */
  String line() {
    return "fail point %s does %s".formatted(point.key(), action);
  }

  @Override
  public String toString() {
    return point.key() + " " + action.name().toLowerCase(Locale.ROOT);
  }
}
