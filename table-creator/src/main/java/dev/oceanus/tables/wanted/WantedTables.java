package dev.oceanus.tables.wanted;

import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.wanted.ViewFiles.ViewFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Says what tables and views a site catalogue asks for. Immutable. */
public final class WantedTables {
  /** From then on tomorrow's tables are wanted as well. */
  private static final LocalTime NOON = LocalTime.NOON;

  private static final int LONGEST_LABEL = 63;

  /** BigQuery takes 64 labels. */
  private static final int MOST_SITE_LABELS = 50;

  private final TableTerms terms;
  private final List<ViewFile> views;

  public WantedTables(TableTerms terms) {
    this.terms = terms;
    this.views = ViewFiles.of(terms.inBigQuery() ? "bigquery" : "duckdb");
  }

  /** What the lanes of a catalogue need at this time. */
  public Wanted of(SiteCatalogue catalogue, Instant now) {
    return of(catalogue, now, lane -> true);
  }

  /**
   * What some of the lanes need.
   *
   * @param chosen whether a lane is one of them
   */
  public Wanted of(SiteCatalogue catalogue, Instant now, Predicate<Lane> chosen) {
    List<Table> tables = new ArrayList<>();
    List<View> wantedViews = new ArrayList<>();
    catalogue
        .lanes()
        .forEach(
            (lane, schema) -> {
              if (chosen.test(lane)) {
                List<String> sites = sitesOf(lane, catalogue);
                names(lane, now).forEach(name -> tables.add(table(name, lane, schema, sites)));
                if (Layout.of(schema).hasViews()) {
                  views.forEach(file -> wantedViews.add(view(lane.name(), file)));
                }
              }
            });
    return new Wanted(terms.dataset(), terms.location(), tables, wantedViews);
  }

  private static List<String> sitesOf(Lane lane, SiteCatalogue catalogue) {
    return catalogue.sites().stream()
        .filter(site -> site.lane().equals(lane))
        .map(Site::name)
        .toList();
  }

  /** The tables of a lane: one, or today's and from noon on tomorrow's. */
  private List<String> names(Lane lane, Instant now) {
    if (!lane.daily() || !terms.inBigQuery()) {
      return List.of(lane.name());
    }
    OffsetDateTime utc = now.atOffset(ZoneOffset.UTC);
    LocalDate today = utc.toLocalDate();
    return utc.toLocalTime().isBefore(NOON)
        ? List.of(lane.table(today))
        : List.of(lane.table(today), lane.table(today.plusDays(1)));
  }

  private Table table(String name, Lane lane, Schema schema, List<String> sites) {
    Layout layout = Layout.of(schema);
    List<Column> columns =
        terms.withLoaderColumns(schema).fields().stream().map(Column::of).toList();
    if (!terms.inBigQuery()) {
      return new Table(
          name, description(layout, sites), columns, Partitioning.NONE, List.of(), Map.of());
    }
    Partitioning partitioning =
        lane.daily()
            ? Partitioning.NONE
            : new Partitioning.Daily(layout.day(), terms.expiry(), false);
    return new Table(
        name,
        description(layout, sites),
        columns,
        partitioning,
        layout.clustering(),
        labels(sites));
  }

  private static String description(Layout layout, List<String> sites) {
    return sites.isEmpty()
        ? layout.description()
        : layout.description() + " Sites: " + String.join(", ", sites) + ".";
  }

  /** One label a site, since a table may be shared; what was a label once stays. */
  private static Map<String, String> labels(List<String> sites) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("managed-by", "oceanus");
    sites.stream()
        .limit(MOST_SITE_LABELS)
        .map(site -> "site-" + site.toLowerCase(Locale.ROOT))
        .forEach(
            label -> labels.put(label.substring(0, Math.min(label.length(), LONGEST_LABEL)), ""));
    return labels;
  }

  private View view(String table, ViewFile file) {
    return new View(
        table + "_" + file.name(), table, file.description(), file.sql(terms.quoted(table)));
  }
}
