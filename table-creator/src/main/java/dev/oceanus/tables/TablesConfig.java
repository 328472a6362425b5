package dev.oceanus.tables;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.Units;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.tables.wanted.TableTerms;
import java.time.Duration;
import java.util.Optional;

/**
 * How the tables are kept.
 *
 * @param terms where, and for how long
 * @param interval how often {@code watch} looks
 */
public record TablesConfig(TableTerms terms, Duration interval) {
  private static final String LOCATION = "OCEANUS_BIGQUERY_LOCATION";
  private static final String EXPIRY = "OCEANUS_PARTITION_EXPIRY";
  private static final Duration DAY = Duration.ofDays(1);

  /** Reads the settings; faults are noted in the environment. */
  public static TablesConfig from(Env env) {
    return new TablesConfig(
        new TableTerms(WarehouseConfig.from(env), location(env), expiry(env)),
        env.duration(
            "OCEANUS_TABLES_INTERVAL",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How often 'watch' looks whether the tables are as they should be."));
  }

  private static Optional<String> location(Env env) {
    String rule = "[A-Za-z0-9-]{1,64}";
    String value =
        env.text(
            LOCATION, "", "Where the BigQuery dataset is made if there is none: EU, US, a region.");
    if (!value.isEmpty() && !value.matches(rule)) {
      env.fault(LOCATION, "must match " + rule, value);
    }
    return Optional.of(value).filter(text -> !text.isEmpty());
  }

  private static Optional<Duration> expiry(Env env) {
    Duration value =
        env.duration(
            EXPIRY,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofDays(36_500),
            "How long BigQuery keeps the rows of a day; 0ms changes nothing.");
    if (value.isPositive() && value.compareTo(DAY) < 0) {
      env.fault(EXPIRY, "must be 0ms or at least 1d", Units.print(value));
    }
    return Optional.of(value).filter(Duration::isPositive);
  }
}
