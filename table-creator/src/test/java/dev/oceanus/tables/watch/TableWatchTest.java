package dev.oceanus.tables.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.tables.memory.MemoryTableStore;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.Place;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.store.Catalogues;
import dev.oceanus.tables.upkeep.Upkeep;
import dev.oceanus.tables.wanted.TableTerms;
import dev.oceanus.tables.wanted.WantedTables;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableWatchTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T11:59:00Z"));
  private final MemoryTableStore store =
      new MemoryTableStore(new Found(Optional.of(new Place(Optional.of("EU"))), Map.of()));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<String> deaths = new CopyOnWriteArrayList<>();
  private final TableWatch watch =
      new TableWatch(
          new TableWatch.Sources(
              () ->
                  Catalogues.of("old:\n  schema: oceanus-log\n  table: log\n  daily_tables: true"),
              new WantedTables(
                  TableTerms.of(
                      new WarehouseConfig(
                          WarehouseConfig.Kind.BIGQUERY,
                          new WarehouseConfig.DuckDb(Path.of("no.duckdb"), false),
                          new WarehouseConfig.BigQuery("p", "d", Optional.empty())))),
              new Upkeep(store),
              clock),
          Catalogues.of("first:"),
          Duration.ofMillis(5),
          new WatchMeter(registry),
          System::nanoTime,
          (what, cause) -> deaths.add(what + cause));

  /** Tells the time that a test has set. */
  private static final class SettableClock extends Clock {
    private volatile Instant now;

    SettableClock(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @AfterEach
  void close() {
    watch.close();
    assertThat(deaths).isEmpty();
  }

  private Set<String> names() {
    return store.find(new Wanted("p.d", Optional.empty(), List.of(), List.of())).items().keySet();
  }

  private double rounds(String outcome) {
    return registry.get("oceanus_tables_rounds_total").tag("outcome", outcome).counter().count();
  }

  /** Waits until all of a round was done that began after now. */
  private void awaitRound() {
    double before = rounds("settled");
    await().until(() -> rounds("settled") >= before + 2);
  }

  @Test
  void tomorrowsTableIsMadeAtNoonAndTodaysStays() {
    watch.start();
    awaitRound();
    assertThat(names()).contains("log_20261124").doesNotContain("log_20261125");

    clock.now = Instant.parse("2026-11-24T12:00:00Z");
    awaitRound();
    assertThat(names()).contains("log_20261125").doesNotContain("log_20261126");

    clock.now = Instant.parse("2026-11-25T00:00:00Z");
    awaitRound();
    assertThat(names())
        .contains("log_20261124", "log_20261125")
        .doesNotContain("log_20261126", "events_first");
  }

  @Test
  void goesOnAfterAWarehouseThatWasAway() {
    store.disturb(
        step -> {
          throw new WarehouseUnavailableException("away", null);
        });
    watch.start();
    await().until(() -> rounds("failed") >= 2);
    assertThat(names()).isEmpty();

    store.disturb(step -> Optional.empty());
    awaitRound();
    assertThat(names()).contains("refused", "dead_letters");
    assertThat(registry.get("oceanus_tables_changes_total").counters()).isNotEmpty();
    assertThat(watch.check().live()).isTrue();
  }
}
