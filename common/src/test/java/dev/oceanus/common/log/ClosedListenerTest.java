package dev.oceanus.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosedListenerTest {
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void ends() {
    context.stop();
  }

  private FilterReply decided(String logger, Throwable thrown) {
    Logging.install(context, new LogConfig(LogConfig.Format.JSON, LogConfig.Level.INFO));
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> console = root.getAppender("console");
    Logger from = context.getLogger(logger);
    return console.getFilterChainDecision(
        new LoggingEvent(logger, from, Level.ERROR, "XNIO001009: Failed to accept", thrown, null));
  }

  @Test
  void leavesOutThatAListenerIsClosed() {
    assertThat(decided("org.xnio.listener", new ClosedChannelException()))
        .isEqualTo(FilterReply.DENY);
  }

  @Test
  void saysWhyElseAConnectionWasNotAccepted() {
    assertThat(decided("org.xnio.listener", new IOException("Too many open files")))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void saysWhatOthersFindClosed() {
    assertThat(decided("dev.oceanus.collector", new ClosedChannelException()))
        .isEqualTo(FilterReply.NEUTRAL);
  }
}
