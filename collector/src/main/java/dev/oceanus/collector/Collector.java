package dev.oceanus.collector;

import dev.oceanus.collector.backlog.Backlog;
import dev.oceanus.collector.backlog.StreamLengths;
import dev.oceanus.collector.commit.Committer;
import dev.oceanus.collector.commit.Spool;
import dev.oceanus.collector.commit.StoreProbe;
import dev.oceanus.collector.commit.StoreState;
import dev.oceanus.collector.http.CollectorHttp;
import dev.oceanus.collector.http.Page;
import dev.oceanus.collector.http.Paths;
import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.RefusedEvents;
import dev.oceanus.collector.ledger.Ledger;
import dev.oceanus.collector.parse.EventParser;
import dev.oceanus.collector.privacy.DailySalts;
import dev.oceanus.collector.privacy.SaltExchange;
import dev.oceanus.collector.redis.RedisStore;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.spool.SpoolService;
import dev.oceanus.collector.spool.file.DiskFolder;
import dev.oceanus.collector.tag.Tag;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.site.Privacy.Visitor;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.stream.StreamAppender;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collector without its process: the stages put together, for whoever runs them. Its components
 * start in the order given and close in reverse: the port first, then what it hands events to.
 */
public final class Collector {
  private static final Logger logger = LoggerFactory.getLogger(Collector.class);

  private final @Nullable SpoolService spool;
  private final Committer committer;
  private final Backlog backlog;
  private final DailySalts salts;
  private final boolean salted;
  private final CollectorHttp http;

  /**
   * Where events go, and what is kept there besides.
   *
   * @param appender writes events durably
   * @param probe asks whether they could be written
   * @param lengths asks how much waits there
   * @param exchange where collectors agree on daily salts
   */
  public record Store(
      StreamAppender appender, StoreProbe probe, StreamLengths lengths, SaltExchange exchange) {
    /** All of it in one Redis. */
    public static Store of(RedisStore redis) {
      return new Store(redis, redis, redis, redis);
    }
  }

  /**
   * What the process provides.
   *
   * @param store where events go
   * @param catalogue the sites
   * @param pages fixed pages to serve besides
   * @param registry where metrics go
   * @param clock the time of day
   * @param nanos the monotonic clock
   * @param failPoints where tests break it
   * @param fatal ends the process
   * @param draining whether the process was told to end and goes on serving for a while
   * @param failing whether the process ends since something failed: whoever runs it starts it again
   */
  public record Surroundings(
      Store store,
      SiteCatalogue catalogue,
      List<Page> pages,
      MeterRegistry registry,
      Clock clock,
      LongSupplier nanos,
      FailPoints failPoints,
      Fatal fatal,
      BooleanSupplier draining,
      BooleanSupplier failing) {}

  public Collector(CollectorConfig config, Surroundings around) {
    StoreState state = new StoreState(around.nanos);
    spool = spool(config, around, state);
    committer =
        new Committer(
            new Committer.Parts(
                around.store.appender,
                spool == null ? Spool.NONE : spool.spool(),
                around.store.probe,
                state,
                config.commit(),
                around.registry,
                around.nanos,
                around.failPoints,
                around.fatal));
    Ledger ledger = new Ledger(around.registry);
    RefusedEvents refusedEvents =
        new RefusedEvents(
            committer, ledger, around.nanos, around.failPoints, config.refusedPerMinute());
    salts = new DailySalts(around.store.exchange, around.clock, around.nanos, around.fatal);
    salted = around.catalogue.sites().stream().anyMatch(Collector::isSalted);
    Intake intake =
        new Intake(
            around.catalogue,
            new Intake.Parts(
                new EventParser(new JsonEvents(config.http().maxEvents())),
                committer,
                refusedEvents,
                ledger,
                salts,
                around.nanos,
                around.failPoints));
    backlog =
        new Backlog(
            around.catalogue.lanes().keySet(),
            config.backlogLimit(),
            new Backlog.Parts(around.store.lengths, around.registry, around.nanos, around.fatal));
    http =
        new CollectorHttp(
            config.http(),
            new CollectorHttp.Parts(
                intake,
                committer.readiness(),
                backlog,
                ledger,
                around.clock,
                around.nanos,
                around.fatal,
                around.draining,
                pages(around.pages, config.http().paths())));
  }

  private static @Nullable SpoolService spool(
      CollectorConfig config, Surroundings around, StoreState state) {
    Path folder = config.spool().folder();
    if (folder == null) {
      logger.info("no spool (OCEANUS_SPOOL_DIR): events are refused while Redis is away");
      return null;
    }
    return new SpoolService(
        new SpoolService.Parts(
            new DiskFolder(folder),
            around.store.appender,
            around.store.probe,
            state,
            around.registry,
            around.clock,
            around.nanos,
            new SecureRandom(),
            around.failPoints,
            around.fatal,
            around.failing),
        config.spool());
  }

  private static boolean isSalted(Site site) {
    return site.privacy().visitor() == Visitor.DAILY;
  }

  private static List<Page> pages(List<Page> besides, Paths paths) {
    List<Page> pages = new ArrayList<>(List.of(paths.in(Tag.page())));
    pages.addAll(besides);
    return pages;
  }

  /** Its parts in the order in which they start. */
  public List<Component> components() {
    List<Component> components = new ArrayList<>();
    if (spool != null) {
      components.add(spool);
    }
    components.addAll(List.of(committer, backlog));
    if (salted) {
      components.add(salts);
    }
    components.add(http);
    return components;
  }

  /** What its public port serves, as {@code GET /v1/pixel/{site}}, in order. */
  public List<String> routes() {
    return http.routes();
  }

  /** The public port, once it is started. */
  public int port() {
    return http.port();
  }
}
