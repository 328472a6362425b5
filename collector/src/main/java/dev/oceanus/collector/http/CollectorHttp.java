package dev.oceanus.collector.http;

import dev.oceanus.collector.agent.Agents;
import dev.oceanus.collector.backlog.Backlog;
import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.ledger.Ledger;
import dev.oceanus.collector.rate.Limits;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.StartException;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** The public port. Takes requests until it is closed, and answers all of those before it ends. */
public final class CollectorHttp implements Component {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

  private final HttpConfig config;
  private final Doorman doorman;
  private final Delays delays;
  private final FrontDoor door;
  private final HeadRoom heads;
  private final List<String> routes;
  private final LongSupplier nanos;
  private @Nullable XnioWorker worker;
  private @Nullable Listener listener;

  /** What it works with. */
  public record Parts(
      Intake intake,
      Supplier<Health> store,
      Backlog backlog,
      Ledger ledger,
      Clock clock,
      LongSupplier nanos,
      Fatal fatal,
      BooleanSupplier draining,
      List<Page> pages) {}

  public CollectorHttp(HttpConfig config, Parts parts) {
    this.config = config;
    this.nanos = parts.nanos();
    this.doorman = new Doorman(parts.draining(), parts.nanos());
    parts.ledger().openRequests(doorman::inside);
    this.delays = new Delays(config.maxWaiting(), parts.ledger().delays());
    Agents agents = new Agents();
    Routes routes =
        new Routes(
                config,
                new Routes.Parts(
                    parts.intake(),
                    parts.store(),
                    agents,
                    new Limits(parts.nanos(), new SecureRandom().nextLong()),
                    () -> doorman.mood() != Doorman.Mood.OPEN))
            .withLegacy(delays, parts.backlog())
            .with(parts.pages());
    this.routes = routes.served();
    this.heads = new HeadRoom(config.headRoom());
    Arrivals arrivals = new Arrivals(parts.clock(), agents, config);
    this.door =
        new FrontDoor(
            routes,
            parts.intake(),
            new Call.Surroundings(
                arrivals,
                doorman,
                heads,
                new Guard(parts.ledger(), parts.fatal(), parts.nanos()),
                new SecurityHeaders(config.hsts()),
                parts.ledger().answers(),
                parts.nanos()));
  }

  @Override
  public String name() {
    return "collector-http";
  }

  @Override
  public void start() {
    try {
      XnioWorker started = Xnio.getInstance().createWorker(workerOptions());
      worker = started;
      listener =
          Listener.open(
              started, config, heads, nanos, new StrictChunks(new HttpContinueReadHandler(door)));
    } catch (IOException | RuntimeException e) {
      throw new StartException(
          "cannot listen on " + config.host() + ":" + config.port() + ": " + e.getMessage(), e);
    }
  }

  private OptionMap workerOptions() {
    return OptionMap.builder()
        .set(Options.WORKER_NAME, "collector")
        .set(Options.WORKER_IO_THREADS, config.ioThreads())
        .set(Options.WORKER_TASK_CORE_THREADS, 1)
        .set(Options.WORKER_TASK_MAX_THREADS, 1)
        .set(Options.TCP_NODELAY, true)
        .getMap();
  }

  /** What it serves, as {@code GET /v1/pixel/{site}}, in order. */
  public List<String> routes() {
    return routes;
  }

  /** The port that it listens on, once it is started. */
  public int port() {
    if (listener == null) {
      throw new IllegalStateException("not started");
    }
    return listener.port();
  }

  @Override
  public Health check() {
    if (listener == null) {
      return Health.notReady("not started");
    }
    return doorman.mood() == Doorman.Mood.OPEN ? Health.READY : Health.notReady("draining");
  }

  @Override
  public void close() {
    Listener running = listener;
    XnioWorker threads = worker;
    if (running == null || threads == null || doorman.mood() == Doorman.Mood.CLOSED) {
      return;
    }
    doorman.close();
    running.close();
    delays.close();
    doorman.waitForAnswers(LONGEST_ANSWER);
    threads.shutdownNow();
    try {
      threads.awaitTermination(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
