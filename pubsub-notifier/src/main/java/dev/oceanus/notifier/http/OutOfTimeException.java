package dev.oceanus.notifier.http;

import dev.oceanus.common.config.Units;
import java.io.IOException;
import java.time.Duration;

/** The other side did not do its part in time. */
public final class OutOfTimeException extends IOException {
  private static final long serialVersionUID = 1L;

  OutOfTimeException(Duration limit) {
    super("no answer within " + Units.print(limit));
  }
}
