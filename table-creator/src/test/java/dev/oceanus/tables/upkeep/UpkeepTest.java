package dev.oceanus.tables.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.tables.memory.MemoryTableStore;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Column.Mode;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.OfTable;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Change.CreateDataset;
import dev.oceanus.tables.plan.Change.CreateTable;
import dev.oceanus.tables.store.Estimate;
import dev.oceanus.tables.store.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UpkeepTest {
  private static final Table EVENTS = table("events");
  private static final Table MORE = table("more");
  private static final View ONCE = new View("events_once", "events", "Once.", "SELECT 1");
  private static final Wanted WANTED =
      new Wanted("p.d", Optional.of("EU"), List.of(EVENTS, MORE), List.of(ONCE));

  private final MemoryTableStore store = new MemoryTableStore(Found.NOTHING);
  private final Upkeep upkeep = new Upkeep(store);
  private final List<Change> done = new ArrayList<>();

  private static Table table(String name) {
    return new Table(
        name,
        "",
        List.of(new Column("a", "STRING", Mode.NULLABLE, "")),
        Partitioning.NONE,
        List.of(),
        Map.of());
  }

  private Account apply() {
    return upkeep.apply(WANTED, true, done::add);
  }

  @Test
  void tellsOfEachChangeThatIsDone() {
    Account account = apply();

    assertThat(account.changes())
        .extracting(Change::target)
        .containsExactly("p.d", "events", "more", "events_once");
    assertThat(done).isEqualTo(account.changes());
  }

  @Test
  void looksAgainWhereSomebodyWasFaster() {
    store.disturb(
        step -> {
          if (!step.target().equals("events")) {
            return Optional.empty();
          }
          store.disturb(other -> Optional.empty());
          store.put("events", new OfTable(table("events")));
          return Optional.of(new StepOutcome.Overtaken("it is there"));
        });

    Account account = apply();

    assertThat(account.conflicts()).isEmpty();
    assertThat(account.changes())
        .extracting(Change::target)
        .containsExactly("p.d", "more", "events_once");
  }

  @Test
  void givesUpWhereSomebodyIsAlwaysFaster() {
    AtomicInteger times = new AtomicInteger();
    store.disturb(
        step ->
            step.target().equals("events")
                ? Optional.of(new StepOutcome.Overtaken("try " + times.incrementAndGet()))
                : Optional.empty());

    Account account = apply();

    assertThat(times).hasValue(5);
    assertThat(account.conflicts())
        .singleElement()
        .satisfies(
            conflict ->
                assertThat(conflict.message())
                    .contains("events was changed by somebody else each of 5 times", "try 5"));
    assertThat(account.changes()).extracting(Change::target).containsExactly("p.d", "more");
  }

  @Test
  void doesTheRestWhereAChangeIsRefused() {
    store.disturb(
        step ->
            step.target().equals("events")
                ? Optional.of(new StepOutcome.Refused("never"))
                : Optional.empty());

    Account account = apply();

    assertThat(account.conflicts())
        .singleElement()
        .satisfies(conflict -> assertThat(conflict.message()).isEqualTo("events: never"));
    assertThat(account.changes()).extracting(Change::target).containsExactly("p.d", "more");
    assertThat(account.readings()).isEmpty();
  }

  @Test
  void doesNothingInADatasetThatIsRefused() {
    store.disturb(step -> Optional.of(new StepOutcome.Refused("no such place")));

    Account account = apply();

    assertThat(account.changes()).isEmpty();
    assertThat(account.readings()).isEmpty();
    assertThat(account.conflicts()).hasSize(1);
  }

  @Test
  void hasToldWhatWasDoneBeforeTheWarehouseWent() {
    store.disturb(
        step -> {
          if (step.target().equals("more")) {
            throw new WarehouseUnavailableException("gone", null);
          }
          return Optional.empty();
        });

    assertThatThrownBy(this::apply).isInstanceOf(WarehouseUnavailableException.class);
    assertThat(done).containsExactly(new CreateDataset("p.d", "EU"), new CreateTable(EVENTS));
  }

  @Test
  void triesViewsThatAreAsWantedOnlyIfToldSo() {
    apply();

    assertThat(upkeep.apply(WANTED, false, done::add).readings()).isEmpty();
    assertThat(apply().readings())
        .containsExactly(new Account.Reading(ONCE, new Estimate.Bytes(ONCE.sql().length())));
  }

  @Test
  void plansNoReadingOfATableThatIsNotReady() {
    assertThat(upkeep.plan(WANTED).readings())
        .singleElement()
        .satisfies(reading -> assertThat(reading.estimate()).isInstanceOf(Estimate.Unknown.class));
  }
}
