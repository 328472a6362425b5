package dev.oceanus.common.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up Logback in code; reading XML would take longer than all the rest of the start. */
public final class Logging {
  private Logging() {}

  /** Logs like this from now on, to standard error where it is text, else to standard output. */
  public static void configure(LogConfig config) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    install(context, config);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  static void install(LoggerContext context, LogConfig config) {
    boolean json = config.format() == LogConfig.Format.JSON;
    Encoder<ILoggingEvent> encoder = json ? new CloudEncoder() : new TextEncoder();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setName("console");
    console.setTarget(json ? "System.out" : "System.err");
    console.setEncoder(encoder);
    console.addFilter(new ClosedListener());
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(console);
    root.setLevel(Level.toLevel(config.level().name()));
    for (String chatty : new String[] {"io.undertow", "org.xnio", "redis.clients", "io.grpc"}) {
      context.getLogger(chatty).setLevel(Level.WARN);
    }
  }

  /** Writes what has been logged so far. */
  public static void flush() {
    System.out.flush();
    System.err.flush();
  }
}
