package dev.oceanus.tables.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.OfTable;
import dev.oceanus.tables.model.Found.OfView;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Change.AddColumns;
import dev.oceanus.tables.plan.Change.CreateTable;
import dev.oceanus.tables.plan.Change.CreateView;
import dev.oceanus.tables.plan.Change.DescribeColumns;
import dev.oceanus.tables.plan.Change.RelaxColumns;
import dev.oceanus.tables.plan.Change.ReplaceView;
import dev.oceanus.tables.plan.Conflict;
import dev.oceanus.tables.upkeep.Account;
import dev.oceanus.tables.upkeep.Upkeep;
import dev.oceanus.tables.wanted.TableTerms;
import dev.oceanus.tables.wanted.WantedTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every warehouse's tables must be able to do. */
public abstract class TableStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final SiteCatalogue SHOP = Catalogues.of("shop:");

  /** The warehouse with nothing in it. */
  protected abstract TableStore store();

  protected abstract TableTerms terms();

  /** What other people do to the warehouse. */
  protected abstract Others others();

  /** Somebody who knows nothing of Oceanus. */
  public interface Others {
    /** Makes a table with these columns, divided like this if the warehouse divides any. */
    void createTable(String name, List<Column> columns, Partitioning partitioning);

    void dropTable(String name);

    /** Makes or replaces a view. */
    void createView(String name, String sql);
  }

  private Wanted wanted(SiteCatalogue catalogue) {
    return new WantedTables(terms()).of(catalogue, NOW);
  }

  private Account apply(Wanted wanted) {
    return new Upkeep(store()).apply(wanted, true, change -> {});
  }

  private Account plan(Wanted wanted) {
    return new Upkeep(store()).plan(wanted);
  }

  private static void assertSettled(Account account) {
    assertThat(account.changes()).isEmpty();
    assertThat(account.conflicts()).isEmpty();
  }

  private Table found(String name, Wanted wanted) {
    Found.Item item = store().find(wanted).items().get(name);
    assertThat(item).isInstanceOf(OfTable.class);
    return ((OfTable) item).table();
  }

  private static Column column(String name, String type, Column.Mode mode) {
    return new Column(name, type, mode, "");
  }

  private static Table with(Table table, Column column) {
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(column);
    return new Table(
        table.name(),
        table.description(),
        columns,
        table.partitioning(),
        table.clustering(),
        table.labels());
  }

  @Test
  void makesAllThatIsWantedAndThenHasNothingToDo() {
    Wanted wanted = wanted(SHOP);

    Account first = apply(wanted);

    assertThat(first.conflicts()).isEmpty();
    assertThat(first.changes().stream().filter(CreateTable.class::isInstance).map(Change::target))
        .containsExactly("events_shop", "refused", "dead_letters");
    assertThat(first.changes().stream().filter(CreateView.class::isInstance).map(Change::target))
        .containsExactlyElementsOf(wanted.views().stream().map(View::name).toList());
    assertSettled(plan(wanted));
    assertSettled(apply(wanted));
    assertThat(found("events_shop", wanted)).isEqualTo(wanted.tables().getFirst());
  }

  @Test
  void readsEachViewWithADryRun() {
    Wanted wanted = wanted(SHOP);

    List<Account.Reading> readings = apply(wanted).readings();

    assertThat(readings.stream().map(Account.Reading::view)).containsAll(wanted.views());
    assertThat(readings.stream().map(Account.Reading::estimate))
        .allMatch(
            estimate -> estimate instanceof Estimate.Bytes || estimate instanceof Estimate.Free);
  }

  @Test
  void planningChangesNothing() {
    Wanted wanted = wanted(SHOP);

    List<Change> planned = plan(wanted).changes();

    assertThat(planned).hasSizeGreaterThan(3);
    assertThat(plan(wanted).changes()).isEqualTo(planned);
    assertThat(store().find(wanted).items()).isEmpty();
  }

  @Test
  void bringsBackATableThatWasDropped() {
    Wanted wanted = wanted(SHOP);
    apply(wanted);
    others().dropTable("refused");

    Account account = apply(wanted);

    assertThat(account.changes())
        .singleElement()
        .isInstanceOfSatisfying(
            CreateTable.class, made -> assertThat(made.target()).isEqualTo("refused"));
    assertSettled(plan(wanted));
  }

  @Test
  void addsAColumnAndMakesTheViewsShowIt() {
    apply(wanted(SHOP));
    Wanted more = wanted(Catalogues.of("shop:\n  columns: [{name: price, type: FLOAT64}]"));

    Account account = apply(more);

    assertThat(account.changes())
        .filteredOn(AddColumns.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            AddColumns.class,
            added -> assertThat(added.columns()).extracting(Column::name).containsExactly("price"));
    assertThat(account.changes()).filteredOn(ReplaceView.class::isInstance).isNotEmpty();
    assertThat(account.conflicts()).isEmpty();
    assertThat(found("events_shop", more).column("PRICE")).isPresent();
    assertSettled(plan(more));
  }

  @Test
  void leavesWhatASiteNoLongerHas() {
    Wanted more = wanted(Catalogues.of("shop:\n  columns: [{name: price, type: FLOAT64}]\nblog:"));
    apply(more);

    assertSettled(apply(wanted(SHOP)));

    assertThat(found("events_shop", more).column("price")).isPresent();
    assertThat(found("events_blog", more).columns()).isNotEmpty();
  }

  @Test
  void takesOverATableOfSomebodyElseWithItsColumns() {
    Wanted wanted = wanted(SHOP);
    Table shop = wanted.tables().getFirst();
    Column foreign = column("theirs", "INT64", Column.Mode.NULLABLE);
    others()
        .createTable(
            "refused",
            with(wanted.tables().get(1), foreign).columns(),
            wanted.tables().get(1).partitioning());

    Account account = apply(wanted);

    assertThat(account.changes().stream().map(Change::target)).contains(shop.name());
    assertThat(found("refused", wanted).column("theirs")).isPresent();
  }

  @Test
  void givesColumnsTheirDescriptions() {
    Wanted wanted = wanted(SHOP);
    List<Column> bare =
        wanted.tables().getFirst().columns().stream()
            .map(column -> column(column.name(), column.type(), Column.Mode.NULLABLE))
            .toList();
    others().createTable("events_shop", bare, wanted.tables().getFirst().partitioning());

    Account account = apply(wanted);

    assertThat(account.changes()).filteredOn(DescribeColumns.class::isInstance).hasSize(1);
    assertThat(found("events_shop", wanted)).isEqualTo(wanted.tables().getFirst());
  }

  @Test
  void letsAColumnBeNullThatHadToBeThere() {
    Wanted wanted = wanted(SHOP);
    List<Column> strict =
        wanted.tables().get(1).columns().stream()
            .map(column -> column(column.name(), column.type(), Column.Mode.REQUIRED))
            .toList();
    others().createTable("refused", strict, wanted.tables().get(1).partitioning());

    Account account = apply(wanted);

    assertThat(account.changes()).anyMatch(RelaxColumns.class::isInstance);
    assertThat(found("refused", wanted).columns())
        .extracting(Column::mode)
        .containsOnly(Column.Mode.NULLABLE);
    assertSettled(plan(wanted));
  }

  @Test
  void leavesATableAloneWhoseColumnHasAnotherType() {
    Wanted wanted = wanted(SHOP);
    List<Column> before = List.of(column("Site", "INT64", Column.Mode.NULLABLE));
    others().createTable("events_shop", before, Partitioning.NONE);

    Account account = apply(wanted);

    assertThat(account.conflicts())
        .extracting(Conflict::message)
        .anySatisfy(
            message ->
                assertThat(message).contains("column Site", "events_shop", "INT64", "STRING"));
    assertThat(found("events_shop", wanted).columns()).isEqualTo(before);
    assertThat(account.changes().stream().map(Change::target))
        .contains("refused", "dead_letters")
        .noneMatch(target -> target.startsWith("events_shop"));
  }

  @Test
  void replacesAViewThatReadsOtherwise() {
    Wanted wanted = wanted(SHOP);
    apply(wanted);
    View view = wanted.views().getFirst();
    others().createView(view.name(), "SELECT 1 AS one");

    Account account = apply(wanted);

    assertThat(account.changes()).singleElement().isInstanceOf(ReplaceView.class);
    assertThat(store().find(wanted).items().get(view.name()))
        .isEqualTo(new OfView(view.description(), view.sql()));
    assertSettled(plan(wanted));
  }

  @Test
  void saysWhatStandsWhereAViewBelongs() {
    Wanted wanted = wanted(SHOP);
    String name = wanted.views().getFirst().name();
    others()
        .createTable(name, List.of(column("a", "STRING", Column.Mode.NULLABLE)), Partitioning.NONE);

    assertThat(apply(wanted).conflicts())
        .singleElement()
        .satisfies(conflict -> assertThat(conflict.message()).contains(name, "a table", "a view"));
  }

  @Test
  void saysInTheWarehousesWordsWhyAViewCannotBeRead() {
    Wanted wanted = wanted(SHOP);
    View broken = new View("events_shop_broken", "events_shop", "", "SELECT nowhere FROM nothing");
    Wanted withBroken =
        new Wanted(wanted.dataset(), wanted.location(), wanted.tables(), List.of(broken));

    Account account = apply(withBroken);

    assertThat(account.conflicts())
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.target()).isEqualTo("events_shop_broken");
              assertThat(conflict.message()).contains("nothing");
            });
    assertThat(store().find(withBroken).items()).doesNotContainKey("events_shop_broken");
    assertThat(plan(withBroken).conflicts()).isEqualTo(account.conflicts());
  }

  @Test
  void manyMayApplyAtOnce() throws Exception {
    Wanted wanted = wanted(Catalogues.of("shop:\nblog:"));
    List<Callable<Account>> applies = List.of(() -> apply(wanted), () -> apply(wanted));
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Account> each : threads.invokeAll(applies)) {
        assertThat(each.get().conflicts()).isEmpty();
      }
    }
    assertSettled(plan(wanted));
  }
}
