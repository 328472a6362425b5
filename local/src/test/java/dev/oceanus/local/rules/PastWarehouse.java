package dev.oceanus.local.rules;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.RowSink;
import dev.oceanus.notifier.RulesFile;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.targets.SecretFiles;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A warehouse that has the events of a test, and answers the one question of the rehearsal. */
final class PastWarehouse implements Queries {
  /** When events of tests begin. */
  static final Instant START = Instant.parse("2026-11-30T08:00:00Z");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
  private static final Pattern QUESTION =
      Pattern.compile(
          "SELECT .* FROM (\\S+) AS t WHERE .*?(?:t.site = '(\\w+)')?"
              + " ORDER BY t.received_at, t._entry LIMIT (\\d+)");

  private final SiteCatalogue catalogue =
      SiteCatalogueReader.read("sites:\n  shop:\n  blog:\n  idle:\n", "sites.yaml");
  private final List<Event> events = new ArrayList<>();

  /** What it was asked. */
  final List<String> asked = new ArrayList<>();

  /** The sites {@code shop}, {@code blog} and {@code idle}, each of the default schema. */
  SiteCatalogue catalogue() {
    return catalogue;
  }

  /** Rules of a text, which may send to the terminal {@code here}. */
  RulesFile rules(String yaml) {
    return RulesFile.read(
        "targets:\n  here: {kind: terminal}\n" + yaml,
        "rules.yaml",
        catalogue,
        SecretFiles.unread(),
        Guard.from(new Env(Map.of())));
  }

  /** It has this event as well, which came so many seconds after the start. */
  PastWarehouse with(String site, long seconds, String id, String name, Map<String, ?> values) {
    Event event = new Event(site(site).schema());
    event.set("site", site);
    event.set("event_id", id);
    event.set("event_name", name);
    event.set("received_at", START.plusSeconds(seconds));
    values.forEach(event::set);
    events.add(event);
    return this;
  }

  private Site site(String name) {
    return catalogue.site(name).orElseThrow();
  }

  @Override
  public void ask(String sql, RowSink sink) throws IOException {
    asked.add(sql);
    MatchResult question =
        QUESTION.matcher(sql).results().findFirst().orElseThrow(() -> new IOException(sql));
    sink.columns(List.of());
    for (Event event :
        events.stream()
            .filter(each -> String.valueOf(each.get("site")).equals(question.group(2)))
            .filter(each -> question.group(1).equals(site(question.group(2)).lane().name()))
            .sorted(Comparator.comparing(each -> String.valueOf(each.get("received_at"))))
            .limit(Long.parseLong(question.group(3)))
            .toList()) {
      sink.row(cells(event));
    }
    sink.end();
  }

  private static List<@Nullable String> cells(Event event) {
    List<@Nullable String> cells = new ArrayList<>();
    for (int i = 0; i < event.schema().size(); i++) {
      Object value = event.get(i);
      boolean time = event.schema().field(i).type() == FieldType.TIMESTAMP;
      cells.add(value == null ? null : time ? TIME.format((Instant) value) : value.toString());
    }
    cells.add("lane:0:1-1");
    return cells;
  }
}
