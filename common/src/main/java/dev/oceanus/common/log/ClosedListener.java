package dev.oceanus.common.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Leaves out that XNIO's threads find their listener closed. That is how a server that ends closes
 * it; each thread may say so many times over, as an error, and no connection is lost by it.
 */
final class ClosedListener extends Filter<ILoggingEvent> {
  private static final String LISTENER = "org.xnio.listener";
  private static final String CLOSED = "java.nio.channels.ClosedChannelException";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean closed =
        event.getLoggerName().equals(LISTENER)
            && event.getThrowableProxy() != null
            && event.getThrowableProxy().getClassName().equals(CLOSED);
    return closed ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
