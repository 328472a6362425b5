package dev.oceanus.notifier.http;

import java.io.IOException;

/** A place that may not be called. */
final class ForbiddenException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param rule the rule that it breaks, without addresses
   */
  ForbiddenException(String rule) {
    super(rule);
  }
}
