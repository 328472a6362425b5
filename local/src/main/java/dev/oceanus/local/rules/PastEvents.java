package dev.oceanus.local.rules;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.site.Site;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a site's stored events in the order of their arrival, as the rules saw them live. */
final class PastEvents {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private final Queries queries;
  private final Instant since;
  private final int most;

  /**
   * @param most events of each site
   */
  PastEvents(Queries queries, Instant since, int most) {
    this.queries = queries;
    this.since = since;
    this.most = most;
  }

  /**
   * Hands each event on, with the time of its arrival as the present.
   *
   * @throws dev.oceanus.local.query.QueryFailedException if the warehouse cannot answer
   */
  void of(Site site, Consumer<Occurrence> taker) throws IOException {
    queries.ask(sql(site), new Taking(site, taker));
  }

  private String sql(Site site) {
    Schema schema = site.schema();
    boolean python = schema.indexOf("dt") >= 0;
    String at = Roles.of(schema).at();
    String table = site.lane().name();
    String time = TIME.format(since);
    String columns =
        schema.fields().stream().map(PastEvents::column).collect(Collectors.joining(", "));
    String which = schema.indexOf("site") < 0 ? "" : " AND site = '" + site.name() + "'";
    return "SELECT %s, _entry AS _entry FROM %s WHERE %s >= %s%s ORDER BY %s, _entry LIMIT %d"
        .formatted(
            columns,
            table,
            at,
            python ? "'" + time + "'" : "TIMESTAMP '" + time + "'",
            which,
            at,
            most);
  }

  private static String column(Field field) {
    return field.type() == FieldType.TIMESTAMP
        ? "CAST(%s AS STRING) AS %s".formatted(field.name(), field.name())
        : field.name();
  }

  /** Makes events of rows. */
  private static final class Taking implements RowSink {
    private final Site site;
    private final Consumer<Occurrence> taker;
    private List<String> columns = List.of();

    Taking(Site site, Consumer<Occurrence> taker) {
      this.site = site;
      this.taker = taker;
    }

    @Override
    public void columns(List<Column> found) {
      columns = new ArrayList<>(found.stream().map(Column::name).toList());
    }

    @Override
    public void row(List<@Nullable String> cells) {
      Event event = new Event(site.schema());
      String entry = "";
      for (int i = 0; i < cells.size(); i++) {
        String cell = cells.get(i);
        int index = site.schema().indexOf(columns.get(i));
        if (cell != null && index >= 0) {
          event.set(index, value(site.schema().field(index).type(), cell));
        } else if (cell != null) {
          entry = cell;
        }
      }
      int own = site.schema().indexOf("event_id");
      Object id = own < 0 ? null : event.get(own);
      Occurrence undated = new Occurrence(site.name(), entry, event, Instant.EPOCH);
      taker.accept(
          new Occurrence(
              site.name(),
              id == null ? site.lane().name() + ":" + entry : id.toString(),
              event,
              undated.at()));
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
