package dev.oceanus.local.replay;

import dev.oceanus.local.query.Column;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.QueryFailedException;
import dev.oceanus.local.query.RowSink;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks a warehouse for kept rows, page by page, and which events it has already. The SQL is what
 * DuckDB and BigQuery both understand; every literal is of letters that end a text in neither.
 */
public final class KeptRows {
  /** Name of the time in the rows; as text, since clients round times of their own type. */
  static final String KEPT_AT = "kept_at";

  private static final Pattern SAFE = Pattern.compile("[0-9A-Za-z_.: -]*");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
  private static final int PAGE = 200;
  private static final Table REFUSED =
      new Table(
          "refused",
          "refused_at",
          "site",
          "site, route, raw, raw_state, content_type, origin, referer, ip, user_agent, country,"
              + " region, city");
  private static final Table DEAD_LETTERS =
      new Table("dead_letters", "dead_at", "lane", "lane, event, event_state");

  private final Queries queries;
  private final Selection selection;
  private final Table table;
  private final @Nullable String siteOrLane;
  private @Nullable String newest;
  private @Nullable KeptRow last;
  private int read;

  /** One of the two tables: its time, what of it names a site, and what is read besides. */
  private record Table(String name, String time, String site, String columns) {}

  /**
   * @param siteOrLane what the table's column must hold, or null for any
   */
  public KeptRows(Queries queries, Selection selection, @Nullable String siteOrLane) {
    this.queries = queries;
    this.selection = selection;
    this.siteOrLane = siteOrLane;
    this.table = selection.from() == Origin.REFUSED ? REFUSED : DEAD_LETTERS;
  }

  /**
   * The next rows in the order of their times; empty when there are no more, or as many as were
   * asked for. Rows that come while these are sent are not among them.
   *
   * @throws QueryFailedException if the warehouse cannot answer
   */
  public List<KeptRow> next() throws IOException {
    if (newest == null) {
      newest = newest();
    }
    int room = Math.min(PAGE, selection.limit() - read);
    if (newest.isEmpty() || room <= 0) {
      return List.of();
    }
    List<KeptRow> page = rows(pageOf(room));
    read += page.size();
    last = page.isEmpty() ? last : page.getLast();
    return page;
  }

  private String newest() throws IOException {
    List<KeptRow> rows =
        rows(
            "SELECT CAST(max(%s) AS STRING) AS newest FROM %s WHERE %s"
                .formatted(table.time, table.name, which()));
    boolean none = rows.isEmpty() || rows.getFirst().get("newest") == null;
    return none ? "" : time(rows.getFirst().time("newest"));
  }

  private String which() {
    StringBuilder which = new StringBuilder("reason = ").append(literal(selection.reason()));
    if (siteOrLane != null) {
      which.append(" AND ").append(table.site).append(" = ").append(literal(siteOrLane));
    }
    if (selection.since() != null) {
      which.append(" AND ").append(table.time).append(" >= ").append(time(selection.since()));
    }
    return which.toString();
  }

  private String pageOf(int rows) {
    String time = table.time;
    String where = which() + " AND " + time + " <= " + newest;
    if (last != null) {
      String reached = time(last.time(KEPT_AT));
      where +=
          " AND %s >= %s AND (%s > %s OR _entry > %s)"
              .formatted(time, reached, time, reached, literal(last.text("_entry")));
    }
    return ("SELECT CAST(%s AS STRING) AS %s, %s, _batch, _entry FROM %s WHERE %s"
            + " ORDER BY %s, _entry LIMIT %d")
        .formatted(time, KEPT_AT, table.columns, table.name, where, time, rows);
  }

  /**
   * Those of these events that a table has.
   *
   * @param since none of them can be there from before
   */
  public Set<String> present(String events, Collection<String> ids, Instant since)
      throws IOException {
    Set<String> present = new HashSet<>();
    String in = ids.stream().map(KeptRows::literal).collect(Collectors.joining(", "));
    String sql =
        "SELECT DISTINCT event_id FROM %s WHERE received_at >= %s AND event_id IN (%s)"
            .formatted(events, time(since), in);
    for (KeptRow row : rows(sql)) {
      present.add(row.text("event_id"));
    }
    return present;
  }

  private List<KeptRow> rows(String sql) throws IOException {
    Gathering gathering = new Gathering();
    queries.ask(sql, gathering);
    return gathering.rows;
  }

  private static String time(Instant time) {
    return "TIMESTAMP '" + TIME.format(time) + "'";
  }

  private static String literal(String text) {
    if (!SAFE.matcher(text).matches()) {
      throw new IllegalArgumentException("no literal of SQL: '" + text + "'");
    }
    return "'" + text + "'";
  }

  /** Takes a page into memory. */
  private static final class Gathering implements RowSink {
    private final List<KeptRow> rows = new ArrayList<>();
    private List<Column> columns = List.of();

    @Override
    public void columns(List<Column> columns) {
      this.columns = columns;
    }

    @Override
    public void row(List<@Nullable String> cells) {
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        String cell = cells.get(i);
        if (cell != null) {
          row.put(columns.get(i).name(), cell);
        }
      }
      rows.add(new KeptRow(row));
    }

    @Override
    public void end() {}
  }
}
