package dev.oceanus.tables.plan;

import static dev.oceanus.tables.plan.Tables.BY_DAY;
import static dev.oceanus.tables.plan.Tables.EVENTS;
import static dev.oceanus.tables.plan.Tables.ONCE;
import static dev.oceanus.tables.plan.Tables.column;
import static dev.oceanus.tables.plan.Tables.found;
import static dev.oceanus.tables.plan.Tables.kept;
import static dev.oceanus.tables.plan.Tables.wanted;
import static dev.oceanus.tables.plan.Tables.with;
import static dev.oceanus.tables.plan.Tables.withColumns;
import static dev.oceanus.tables.plan.Tables.withPartitioning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Column.Mode;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.OfOther;
import dev.oceanus.tables.model.Found.OfTable;
import dev.oceanus.tables.model.Found.OfView;
import dev.oceanus.tables.model.Found.Place;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Partitioning.Daily;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Change.AddColumns;
import dev.oceanus.tables.plan.Change.Cluster;
import dev.oceanus.tables.plan.Change.CreateDataset;
import dev.oceanus.tables.plan.Change.CreateTable;
import dev.oceanus.tables.plan.Change.CreateView;
import dev.oceanus.tables.plan.Change.DescribeColumns;
import dev.oceanus.tables.plan.Change.DescribeTable;
import dev.oceanus.tables.plan.Change.DescribeView;
import dev.oceanus.tables.plan.Change.DropPartitionFilter;
import dev.oceanus.tables.plan.Change.ExpirePartitions;
import dev.oceanus.tables.plan.Change.RelaxColumns;
import dev.oceanus.tables.plan.Change.ReplaceView;
import dev.oceanus.tables.plan.Change.SetLabels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static List<Change> changes(Table wanted, Table found) {
    Plan plan = Planner.plan(wanted(wanted), found(found));
    assertThat(plan.conflicts()).isEmpty();
    return plan.changes();
  }

  /** What is said where nothing is changed. */
  private static String conflict(Wanted wanted, Found found) {
    Plan plan = Planner.plan(wanted, found);
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.conflicts()).hasSize(1);
    return plan.conflicts().getFirst().message();
  }

  private static String conflict(Table wanted, Table found) {
    return conflict(wanted(wanted), found(found));
  }

  @Test
  void hasNothingToDoWhereAllIsAsWanted() {
    assertThat(changes(EVENTS, EVENTS)).isEmpty();
  }

  @Test
  void makesTheDatasetFirstThenTablesThenViews() {
    assertThat(Planner.plan(wanted(EVENTS, ONCE), Found.NOTHING))
        .isEqualTo(
            new Plan(
                List.of(
                    new CreateDataset("project.data", "EU"),
                    new CreateTable(EVENTS),
                    new CreateView(ONCE)),
                List.of()));
  }

  @Test
  void makesNoDatasetWhereNobodyChose() {
    Wanted anywhere = new Wanted("project.data", Optional.empty(), List.of(EVENTS), List.of());

    assertThat(conflict(anywhere, Found.NOTHING))
        .contains("project.data does not exist", "OCEANUS_BIGQUERY_LOCATION");
  }

  @Test
  void leavesADatasetAloneThatIsElsewhere() {
    Found inUs = new Found(Optional.of(new Place(Optional.of("US"))), Map.of());

    assertThat(conflict(wanted(EVENTS), inUs)).contains("is in US", "says EU");
  }

  @Test
  void takesADatasetWhereverItIsIfNobodyChose() {
    Wanted anywhere = new Wanted("project.data", Optional.empty(), List.of(EVENTS), List.of());

    assertThat(Planner.plan(anywhere, found(EVENTS)).steps()).isEmpty();
  }

  @Test
  void comparesLocationsWithoutRegardToCase() {
    Wanted lower = new Wanted("project.data", Optional.of("eu"), List.of(EVENTS), List.of());

    assertThat(Planner.plan(lower, found(EVENTS)).conflicts()).isEmpty();
  }

  @Test
  void addsColumnsThatAreMissing() {
    Table old = withColumns(EVENTS, List.of(column("at", "TIMESTAMP"), column("name", "STRING")));

    assertThat(changes(EVENTS, old))
        .containsExactly(new AddColumns("events", List.of(column("price", "FLOAT64"))));
  }

  @Test
  void knowsAColumnInWhateverCase() {
    Table shouting =
        withColumns(
            EVENTS,
            List.of(
                new Column("AT", "TIMESTAMP", Mode.NULLABLE, "The at."),
                new Column("Name", "STRING", Mode.NULLABLE, "The name."),
                column("price", "FLOAT64")));

    assertThat(changes(EVENTS, shouting)).isEmpty();
  }

  @Test
  void leavesColumnsAndLabelsOfOthers() {
    List<Column> more = new ArrayList<>(List.of(column("theirs", "GEOGRAPHY")));
    more.addAll(EVENTS.columns());
    Table theirs =
        new Table(
            "events",
            EVENTS.description(),
            more,
            BY_DAY,
            EVENTS.clustering(),
            Map.of("managed-by", "oceanus", "site-shop", "", "team", "shop"));

    assertThat(changes(EVENTS, theirs)).isEmpty();
  }

  @Test
  void refusesAColumnOfAnotherType() {
    Table other =
        withColumns(
            EVENTS,
            List.of(
                column("at", "TIMESTAMP"), column("NAME", "INT64"), column("price", "FLOAT64")));

    assertThat(conflict(EVENTS, other)).contains("column NAME", "events", "INT64", "STRING");
  }

  @Test
  void refusesAColumnOfManyValues() {
    Table other =
        withColumns(
            EVENTS,
            List.of(
                column("at", "TIMESTAMP"),
                with(column("name", "STRING"), Mode.REPEATED),
                column("price", "FLOAT64")));

    assertThat(conflict(EVENTS, other)).contains("REPEATED STRING", "but STRING is wanted");
  }

  @Test
  void relaxesARequiredColumnOfOurs() {
    Table strict =
        withColumns(
            EVENTS,
            List.of(
                with(column("at", "TIMESTAMP"), Mode.REQUIRED),
                column("name", "STRING"),
                column("price", "FLOAT64")));

    assertThat(changes(EVENTS, strict)).containsExactly(new RelaxColumns("events", List.of("at")));
  }

  @Test
  void refusesARequiredColumnOfOthers() {
    List<Column> more = new ArrayList<>(EVENTS.columns());
    more.add(with(column("theirs", "STRING"), Mode.REQUIRED));

    assertThat(conflict(EVENTS, withColumns(EVENTS, more))).contains("theirs", "REQUIRED");
  }

  @Test
  void describesWhatIsNotDescribedSo() {
    Table bare =
        new Table(
            "events",
            "",
            List.of(
                new Column("at", "TIMESTAMP", Mode.NULLABLE, "When."),
                column("name", "STRING"),
                new Column("PRICE", "FLOAT64", Mode.NULLABLE, "")),
            BY_DAY,
            EVENTS.clustering(),
            EVENTS.labels());

    assertThat(changes(EVENTS, bare))
        .containsExactly(
            new DescribeColumns("events", Map.of("at", "The at.", "PRICE", "The price.")),
            new DescribeTable("events", "What happened."));
  }

  @Test
  void setsLabelsThatAreMissingOrOther() {
    Table labelled =
        new Table(
            "events",
            EVENTS.description(),
            EVENTS.columns(),
            BY_DAY,
            EVENTS.clustering(),
            Map.of("managed-by", "hand", "team", "shop"));

    assertThat(changes(EVENTS, labelled)).containsExactly(new SetLabels("events", EVENTS.labels()));
  }

  @Test
  void clustersOtherwise() {
    Table other =
        new Table(
            "events",
            EVENTS.description(),
            EVENTS.columns(),
            BY_DAY,
            List.of("price"),
            EVENTS.labels());

    assertThat(changes(EVENTS, other))
        .containsExactly(new Cluster("events", List.of("price"), List.of("name")));
  }

  @Test
  void changesTheExpiryOfPartitionsIfToldSo() {
    Table wanted = withPartitioning(EVENTS, kept(Duration.ofDays(90)));

    assertThat(changes(wanted, EVENTS))
        .containsExactly(new ExpirePartitions("events", Optional.empty(), Duration.ofDays(90)));
    assertThat(changes(wanted, withPartitioning(EVENTS, kept(Duration.ofDays(7)))))
        .containsExactly(
            new ExpirePartitions("events", Optional.of(Duration.ofDays(7)), Duration.ofDays(90)));
    assertThat(changes(wanted, wanted)).isEmpty();
  }

  @Test
  void leavesTheExpiryThatOthersSetIfNotToldSo() {
    assertThat(changes(EVENTS, withPartitioning(EVENTS, kept(Duration.ofDays(7))))).isEmpty();
  }

  @Test
  void dropsARequiredFilter() {
    Table filtered = withPartitioning(EVENTS, new Daily(Optional.of("at"), Optional.empty(), true));

    assertThat(changes(EVENTS, filtered)).containsExactly(new DropPartitionFilter("events"));
  }

  @Test
  void refusesATableThatIsPartitionedOtherwise() {
    assertThat(conflict(EVENTS, withPartitioning(EVENTS, Partitioning.NONE)))
        .contains("events is not partitioned", "partitioned by day of at is wanted");
    assertThat(
            conflict(
                EVENTS,
                withPartitioning(EVENTS, new Daily(Optional.empty(), Optional.empty(), false))))
        .contains("by day of arrival", "by day of at");
    assertThat(
            conflict(
                EVENTS, withPartitioning(EVENTS, new Partitioning.Other("partitioned by hour"))))
        .contains("partitioned by hour");
    assertThat(conflict(withPartitioning(EVENTS, Partitioning.NONE), EVENTS))
        .contains("by day of at", "not partitioned is wanted");
  }

  @Test
  void refusesWhatIsNoTable() {
    assertThat(conflict(wanted(EVENTS), found(Map.of("events", new OfView("", "SELECT 1")))))
        .contains("events is a view, but a table is wanted");
    assertThat(conflict(wanted(EVENTS), found(Map.of("events", new OfOther("an external table")))))
        .contains("events is an external table");
  }

  @Test
  void leavesTheViewsOfATableInConflict() {
    assertThat(conflict(wanted(EVENTS, ONCE), found(withPartitioning(EVENTS, Partitioning.NONE))))
        .contains("events");
  }

  @Test
  void replacesAViewOnlyIfItReadsOtherwise() {
    assertThat(views(new OfView("Each once.", "SELECT DISTINCT 1"))).isEmpty();
    assertThat(views(new OfView("Each once.", "SELECT 1"))).containsExactly(new ReplaceView(ONCE));
    assertThat(views(new OfView("", "SELECT DISTINCT 1"))).containsExactly(new DescribeView(ONCE));
  }

  private static List<Change> views(OfView view) {
    return Planner.plan(
            wanted(EVENTS, ONCE), found(Map.of("events", new OfTable(EVENTS), "events_once", view)))
        .changes();
  }

  @Test
  void makesAViewAgainWhoseTableGetsColumns() {
    Table old = withColumns(EVENTS, List.of(column("at", "TIMESTAMP"), column("name", "STRING")));
    OfView view = new OfView(ONCE.description(), ONCE.sql());

    Plan plan =
        Planner.plan(
            wanted(EVENTS, ONCE), found(Map.of("events", new OfTable(old), "events_once", view)));

    assertThat(plan.changes()).hasSize(2).last().isEqualTo(new ReplaceView(ONCE));
  }

  @Test
  void refusesAViewWhoseNameATableHas() {
    View clash = new View("events", "events", "", "SELECT 1");

    assertThat(conflict(wanted(EVENTS, clash), found(EVENTS)))
        .contains("events is the name of a table in the site catalogue");
    assertThat(
            conflict(
                wanted(EVENTS, ONCE),
                found(Map.of("events", new OfTable(EVENTS), "events_once", new OfTable(EVENTS)))))
        .contains("events_once is a table, but a view is wanted");
  }

  @Test
  void putsTheChangesOfOneTableInOneStep() {
    Table bare =
        new Table("events", "", List.of(column("at", "TIMESTAMP")), BY_DAY, List.of(), Map.of());
    Table second = new Table("more", "", EVENTS.columns(), BY_DAY, List.of(), Map.of());

    List<Step> steps = Planner.plan(wanted(EVENTS, second), found(bare)).steps();

    assertThat(steps).extracting(Step::target).containsExactly("events", "more");
    assertThat(steps.getFirst().changes()).hasSize(4);
  }
}
