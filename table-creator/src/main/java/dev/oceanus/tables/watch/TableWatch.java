package dev.oceanus.tables.watch;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Conflict;
import dev.oceanus.tables.report.ChangeWords;
import dev.oceanus.tables.upkeep.Account;
import dev.oceanus.tables.upkeep.Upkeep;
import dev.oceanus.tables.wanted.WantedTables;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what the site catalogue asks for, again and again. The catalogue is read each time; while
 * it has faults, what it said before counts. A warehouse that is away is asked at the next time.
 */
public final class TableWatch implements Component {
  private static final Logger logger = LoggerFactory.getLogger(TableWatch.class);
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(10);

  private final Sources sources;
  private final Duration interval;
  private final WatchMeter meter;
  private final Loop loop;
  private SiteCatalogue catalogue;
  private @Nullable String trouble;
  private List<Conflict> conflicts = List.of();

  /**
   * What is looked at.
   *
   * @param catalogue reads the site catalogue, or throws {@link ConfigException}
   * @param wanted what it asks for
   * @param upkeep of the warehouse
   * @param clock the time of day
   */
  public record Sources(
      Supplier<SiteCatalogue> catalogue, WantedTables wanted, Upkeep upkeep, Clock clock) {}

  /**
   * @param first the catalogue as the process has read it
   * @param nanos the monotonic clock
   */
  public TableWatch(
      Sources sources,
      SiteCatalogue first,
      Duration interval,
      WatchMeter meter,
      LongSupplier nanos,
      Fatal fatal) {
    this.sources = sources;
    this.catalogue = first;
    this.interval = interval;
    this.meter = meter;
    this.loop =
        new Loop(
            "tables-watch",
            interval.plus(LONGEST_ROUND),
            Duration.ofSeconds(5),
            nanos,
            this::round,
            fatal);
  }

  @Override
  public String name() {
    return "tables-watch";
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public Health check() {
    return loop.check();
  }

  @Override
  public void close() {
    loop.close();
  }

  private void round() throws InterruptedException {
    String fault = readAgain();
    try {
      Account account =
          sources.upkeep.apply(
              sources.wanted.of(catalogue, sources.clock.instant()), false, this::done);
      settle(account);
    } catch (WarehouseUnavailableException e) {
      meter.failed();
      fault = String.valueOf(e.getMessage());
    }
    tell(fault);
    boolean unused = loop.rest(interval);
  }

  /** What is wrong with the catalogue now; null if nothing is. */
  private @Nullable String readAgain() {
    try {
      catalogue = sources.catalogue.get();
      return null;
    } catch (ConfigException e) {
      return "the site catalogue has faults, what it said before counts: "
          + String.join("; ", e.faults());
    }
  }

  private void done(Change change) {
    ChangeWords words = ChangeWords.of(change);
    meter.changed(words.kind());
    logger
        .atInfo()
        .addKeyValue("table", change.target())
        .log("{} {}: {}", words.kind(), change.target(), words.detail());
  }

  private void settle(Account account) {
    meter.settled(account.conflicts().size());
    account.conflicts().stream()
        .filter(conflict -> !conflicts.contains(conflict))
        .forEach(
            conflict ->
                logger
                    .atWarn()
                    .addKeyValue("table", conflict.target())
                    .log("conflict: {}", conflict.message()));
    conflicts = account.conflicts();
  }

  /** The first of a trouble and its end; in between it is counted. */
  private void tell(@Nullable String fault) {
    if (fault == null && trouble != null) {
      logger.info("the tables can be looked after again");
    } else if (fault != null && !fault.equals(trouble)) {
      logger.warn("{}; it is tried again every {} s", fault, interval.toSeconds());
    }
    trouble = fault;
  }
}
