package dev.oceanus.local.rules;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.local.query.Column;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.RowSink;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.event.Roles;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a site's stored events in the order of their arrival, as the rules saw them live.
 *
 * @param queries the warehouse
 * @param tables what to ask for the rows of a lane, in the warehouse's SQL
 * @param since when the first of them arrived
 * @param most events of each site, the first ones
 */
public record PastEvents(Queries queries, Function<Lane, String> tables, Instant since, int most) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  /** Takes events one after the other. */
  @FunctionalInterface
  interface Taker {
    void take(Occurrence event) throws IOException;
  }

  /**
   * A site had more events than are taken.
   *
   * @param until when the last one came that was
   */
  public record Cut(Site site, Instant until) {}

  /** The tables of a DuckDB file: one for each lane. */
  public static String inDuckDb(Lane lane) {
    return lane.name();
  }

  /** The tables of a BigQuery dataset: one for each lane, or one for each of its days. */
  public static String inBigQuery(Lane lane) {
    return lane.daily() ? "`" + lane.name() + "_*`" : lane.name();
  }

  /**
   * Hands each event on, with the time of its arrival as the present.
   *
   * @return that there were more, if so
   * @throws dev.oceanus.local.query.QueryFailedException if the warehouse cannot answer
   */
  Optional<Cut> of(Site site, Taker taker) throws IOException {
    Taking taking = new Taking(site, taker, most);
    queries.ask(sql(site), taking);
    return taking.isCut ? Optional.of(new Cut(site, taking.last)) : Optional.empty();
  }

  /** Columns are named behind their table's name, where a word of SQL may be one. */
  private String sql(Site site) {
    Roles roles = Roles.of(site.schema());
    String time = "'" + TIME.format(since) + "'";
    boolean text =
        site.schema().field(site.schema().indexOf(roles.at())).type() == FieldType.STRING;
    return "SELECT %s, t._entry FROM %s AS t WHERE t.%s >= %s%s ORDER BY t.%s, t._entry LIMIT %d"
        .formatted(
            site.schema().fields().stream()
                .map(PastEvents::column)
                .collect(Collectors.joining(", ")),
            tables.apply(site.lane()),
            roles.at(),
            text ? time : "TIMESTAMP " + time,
            roles.site().isEmpty() ? "" : " AND t.%s = '%s'".formatted(roles.site(), site.name()),
            roles.at(),
            most + 1L);
  }

  private static String column(Field field) {
    return (field.type() == FieldType.TIMESTAMP ? "CAST(t.%s AS STRING)" : "t.%s")
        .formatted(field.name());
  }

  /** Makes events of rows, whose columns are those asked for. */
  private static final class Taking implements RowSink {
    private final Site site;
    private final Taker taker;
    private final int most;
    private Instant last = Instant.EPOCH;
    private int taken;
    private boolean isCut;

    Taking(Site site, Taker taker, int most) {
      this.site = site;
      this.taker = taker;
      this.most = most;
    }

    @Override
    public void columns(List<Column> columns) {}

    @Override
    public void row(List<@Nullable String> cells) throws IOException {
      if (taken == most) {
        isCut = true;
        return;
      }
      taken++;
      Event event = new Event(site.schema());
      for (int i = 0; i < cells.size() - 1; i++) {
        String cell = cells.get(i);
        if (cell != null) {
          event.set(i, value(site.schema().field(i).type(), cell));
        }
      }
      Occurrence seen = new Occurrence(site.name(), "", event, Instant.EPOCH);
      String own = seen.text(seen.roles().id());
      String entry = String.valueOf(cells.getLast());
      last = seen.at();
      taker.take(new Occurrence(site.name(), own.isEmpty() ? entry : own, event, seen.at()));
    }

    @Override
    public void end() {}

    private static Object value(FieldType type, String cell) {
      return switch (type) {
        case STRING, JSON -> cell;
        case INT64 -> Long.parseLong(cell);
        case FLOAT64 -> Double.parseDouble(cell);
        case BOOL -> Boolean.parseBoolean(cell);
        case TIMESTAMP ->
            LocalDateTime.parse(cell.replace(' ', 'T').replace("+00", ""))
                .toInstant(ZoneOffset.UTC);
      };
    }
  }
}
