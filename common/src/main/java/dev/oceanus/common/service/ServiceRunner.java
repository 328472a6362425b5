package dev.oceanus.common.service;

import dev.oceanus.common.admin.AdminServer;
import dev.oceanus.common.admin.ServiceInfo;
import dev.oceanus.common.beat.Life;
import dev.oceanus.common.config.AdminConfig;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Lifecycle;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.life.StartException;
import dev.oceanus.common.log.Logging;
import dev.oceanus.common.metrics.Metrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one process from its settings to its end: faults of the configuration end it with code 78
 * before a port opens, a failed start or a fatal error with code 1 and a line in the termination
 * log, SIGTERM in order with code 0. One per process.
 */
public final class ServiceRunner {
  /** The configuration has faults (EX_CONFIG of sysexits.h). */
  public static final int EXIT_CONFIG = 78;

  private static final Logger logger = LoggerFactory.getLogger(ServiceRunner.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(45);

  private final String service;
  private final Env env;
  private final AtomicInteger exitCode = new AtomicInteger();
  private final AtomicBoolean reported = new AtomicBoolean();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicReference<Life.@Nullable End> ending = new AtomicReference<>();
  private volatile @Nullable Path terminationLog;

  private ServiceRunner(String service, Env env) {
    this.service = service;
    this.env = env;
  }

  /**
   * Runs until the process is told to end. Returns once everything has started; the components'
   * threads keep the process alive.
   *
   * @param service its name, as in logs and metrics
   * @param variables the environment
   * @param wiring reads its settings, checks them, and makes the components in the order of
   *     starting
   */
  public static void run(
      String service,
      Map<String, String> variables,
      Function<Boot, List<? extends Component>> wiring) {
    new ServiceRunner(service, new Env(variables)).run(wiring);
  }

  private void run(Function<Boot, List<? extends Component>> wiring) {
    try {
      start(wiring);
    } catch (ConfigException e) {
      e.faults().forEach(fault -> logger.error("configuration: {}", fault));
      noteTermination("configuration: " + String.join("; ", e.faults()));
      end(EXIT_CONFIG);
    } catch (StartException e) {
      logger.error("cannot start: {}", e.getMessage());
      noteTermination("cannot start: " + e.getMessage());
      end(1);
    } catch (Throwable e) { // top of the main thread: other threads would keep the process alive
      fatal("starting failed", e);
    }
  }

  private void start(Function<Boot, List<? extends Component>> wiring) {
    ServiceSettings settings = ServiceSettings.from(env);
    Logging.configure(settings.log());
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> fatal("thread " + thread.getName() + " failed", e));
    AdminConfig admin = settings.admin();
    terminationLog = settings.terminationLog();
    PrometheusMeterRegistry metrics = Metrics.registry(service);
    Boot boot =
        Boot.of(
            service,
            env,
            admin,
            metrics,
            this::fatal,
            draining::get,
            () -> Optional.ofNullable(ending.get()));
    List<? extends Component> parts = wiring.apply(boot);
    env.check();
    ServiceInfo info =
        new ServiceInfo(service, admin.instance(), boot.clock().instant(), env.settings());
    AdminServer adminServer =
        new AdminServer(admin, parts, metrics, info, boot.routes(), draining::get);
    List<Component> all = new ArrayList<>(List.of(adminServer));
    all.addAll(parts);
    Lifecycle lifecycle = new Lifecycle(all, this::noteFailedStart);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> shutDown(lifecycle, admin.drainTime(), closeLimit(all))));
    lifecycle.start();
    logger
        .atInfo()
        .addKeyValue("service", service)
        .addKeyValue("instance", admin.instance())
        .addKeyValue("version", ServiceInfo.version())
        .addKeyValue("admin_port", adminServer.port())
        .log("{} started in {} ms", service, ServiceInfo.upTime().toMillis());
  }

  /** How long closing may take at most, when the process is told to end. */
  private static Duration closeLimit(List<Component> parts) {
    return parts.stream().map(Component::closesLate).reduce(CLOSE_LIMIT, Duration::plus);
  }

  /**
   * Ends in order: not ready, go on serving, close; at the latest after the drain time and the
   * limit of closing.
   */
  private void shutDown(Lifecycle lifecycle, Duration drainTime, Duration closeLimit) {
    draining.set(true);
    ending.compareAndSet(null, new Life.End(exitCode.get(), "was told to end"));
    boolean inOrder = exitCode.get() == 0;
    Duration drain = inOrder ? drainTime : Duration.ZERO;
    Duration limit = drain.plus(inOrder ? closeLimit : CLOSE_LIMIT);
    Thread.ofPlatform().daemon().name("shutdown-limit").start(() -> haltAfter(limit));
    logger.info("{} ends; serves on for {} ms", service, drain.toMillis());
    Retry.pause(drain);
    lifecycle.close();
    logger.info("{} ended with code {}", service, exitCode.get());
    Logging.flush();
    Runtime.getRuntime().halt(exitCode.get());
  }

  private static void haltAfter(Duration limit) {
    if (Retry.pause(limit)) {
      logger.error("did not close within {} s", limit.toSeconds());
      Runtime.getRuntime().halt(1);
    }
  }

  private void fatal(String what, Throwable cause) {
    if (!reported.compareAndSet(false, true)) {
      return;
    }
    logger.error("{} ends: {}", service, what, cause);
    String why = what + ": " + cause;
    ending.compareAndSet(null, new Life.End(1, firstLine(why)));
    noteTermination(why);
    end(1);
  }

  /** Whatever closes because of it should know why. */
  private void noteFailedStart(RuntimeException e) {
    ending.compareAndSet(null, new Life.End(1, firstLine("cannot start: " + e.getMessage())));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /**
   * Exits from a thread of its own, since exit never returns and closing may wait for the caller.
   */
  private void end(int code) {
    exitCode.compareAndSet(0, code);
    Logging.flush();
    Thread.ofPlatform().name("exit").start(() -> System.exit(code));
  }

  private void noteTermination(String line) {
    Path file = terminationLog;
    if (file == null || !Files.isWritable(file)) {
      return;
    }
    try {
      Files.writeString(file, line.replaceAll("\\R", " ") + "\n");
    } catch (IOException e) {
      logger.warn("cannot write the termination log {}", file, e);
    }
  }
}
