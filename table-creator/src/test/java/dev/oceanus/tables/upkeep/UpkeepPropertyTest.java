package dev.oceanus.tables.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.tables.memory.MemoryTableStore;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Column.Mode;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.Item;
import dev.oceanus.tables.model.Found.OfOther;
import dev.oceanus.tables.model.Found.OfTable;
import dev.oceanus.tables.model.Found.OfView;
import dev.oceanus.tables.model.Found.Place;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Partitioning.Daily;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Plan;
import dev.oceanus.tables.plan.Planner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Tag;

/** Whatever is wanted and whatever is there. */
@Tag("slow")
class UpkeepPropertyTest {
  private static final List<String> TABLES = List.of("one", "two");
  private static final List<String> SPELLINGS = List.of("a", "A", "b", "c", "C");

  @Property
  void nothingIsLeftToDoBehindAnApplyAndNothingIsLost(
      @ForAll("wanted") Wanted wanted, @ForAll("found") Found found) {
    MemoryTableStore store = new MemoryTableStore(found);

    Account account = new Upkeep(store).apply(wanted, true, change -> {});

    Found after = store.find(wanted);
    Plan rest = Planner.plan(wanted, after);
    assertThat(rest.changes()).isEmpty();
    assertThat(rest.conflicts()).containsExactlyInAnyOrderElementsOf(account.conflicts());
    found.items().forEach((name, item) -> assertKept(item, kept(after, name)));
  }

  private static Item kept(Found after, String name) {
    Item item = after.items().get(name);
    if (item == null) {
      throw new AssertionError(name + " is gone");
    }
    return item;
  }

  private static void assertKept(Item before, Item after) {
    if (before instanceof OfTable(Table was) && after instanceof OfTable(Table is)) {
      for (Column column : was.columns()) {
        Column kept = is.column(column.name()).orElseThrow();
        assertThat(kept.name()).isEqualTo(column.name());
        assertThat(kept.type()).isEqualTo(column.type());
        assertThat(kept.mode()).isIn(column.mode(), Mode.NULLABLE);
      }
      assertThat(is.labels().keySet()).containsAll(was.labels().keySet());
    } else {
      assertThat(after).hasSameClassAs(before);
    }
  }

  @Provide
  Arbitrary<Wanted> wanted() {
    Arbitrary<Optional<String>> location =
        Arbitraries.of(Optional.empty(), Optional.of("EU"), Optional.of("eu"));
    Arbitrary<List<Table>> tables =
        table(Arbitraries.just(Mode.NULLABLE), Arbitraries.just(false))
            .list()
            .uniqueElements(Table::name)
            .ofMaxSize(2);
    return Combinators.combine(location, tables, Arbitraries.of("SELECT 1", "SELECT 2"))
        .as(
            (where, all, sql) ->
                new Wanted(
                    "p.d",
                    where,
                    all,
                    all.stream()
                        .map(table -> new View(table.name() + "_v", table.name(), "V.", sql))
                        .toList()));
  }

  @Provide
  Arbitrary<Found> found() {
    Arbitrary<Item> item =
        Arbitraries.oneOf(
            table(Arbitraries.of(Mode.class), Arbitraries.of(true, false)).map(OfTable::new),
            Arbitraries.of(
                new OfView("V.", "SELECT 1"), new OfView("", "SELECT 1"), new OfOther("a model")));
    Arbitrary<Map<String, Item>> items =
        Arbitraries.maps(Arbitraries.of("one", "two", "one_v", "two_v"), item)
            .map(UpkeepPropertyTest::renamed);
    return Combinators.combine(Arbitraries.of("EU", "US"), items)
        .as((where, all) -> new Found(Optional.of(new Place(Optional.of(where))), all))
        .injectNull(0.1)
        .map(found -> found == null ? Found.NOTHING : found);
  }

  private static Map<String, Item> renamed(Map<String, Item> items) {
    items.replaceAll(
        (name, item) ->
            item instanceof OfTable(Table table)
                ? new OfTable(
                    new Table(
                        name,
                        table.description(),
                        table.columns(),
                        table.partitioning(),
                        table.clustering(),
                        table.labels()))
                : item);
    return items;
  }

  private static Arbitrary<Table> table(Arbitrary<Mode> modes, Arbitrary<Boolean> filters) {
    Arbitrary<Column> column =
        Combinators.combine(
                Arbitraries.of(SPELLINGS),
                Arbitraries.frequencyOf(
                    Tuple.of(8, Arbitraries.just("STRING")),
                    Tuple.of(1, Arbitraries.just("INT64"))),
                modes,
                Arbitraries.of("", "A column."))
            .as(Column::new);
    return Combinators.combine(
            Arbitraries.of(TABLES),
            Arbitraries.of("", "A table."),
            column.list().uniqueElements(Column::key).ofMaxSize(3),
            partitioning(filters),
            Arbitraries.of(List.<String>of(), List.of("a"), List.of("A"), List.of("b", "a")),
            Arbitraries.of(Map.<String, String>of(), Map.of("x", "1"), Map.of("x", "2", "y", "")))
        .as(Table::new);
  }

  private static Arbitrary<Partitioning> partitioning(Arbitrary<Boolean> filters) {
    Arbitrary<Partitioning> daily =
        Combinators.combine(
                Arbitraries.of(Optional.of("at"), Optional.of("At"), Optional.<String>empty()),
                Arbitraries.of(Optional.of(Duration.ofDays(7)), Optional.<Duration>empty()),
                filters)
            .as(Daily::new);
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just(Partitioning.NONE)),
        Tuple.of(1, Arbitraries.just(new Partitioning.Other("by hour"))),
        Tuple.of(4, daily));
  }
}
