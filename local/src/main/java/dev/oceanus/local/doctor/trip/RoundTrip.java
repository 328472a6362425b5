package dev.oceanus.local.doctor.trip;

import dev.oceanus.common.life.Retry;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.local.doctor.check.Finding;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.wire.Beacon;
import dev.oceanus.local.doctor.wire.Beacon.Sent;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.QueryFailedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Waits until events that a page sent are rows of their tables, one for each site, and tells how
 * long that took. Asks the warehouse, and changes nothing. Not thread-safe.
 */
public final class RoundTrip implements Rows {
  static final String ABOUT = "row";
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Queries queries;
  private final SiteCatalogue catalogue;
  private final Terms terms;
  private final Clock clock;
  private final Set<String> done = new HashSet<>();

  /**
   * How it waits.
   *
   * @param limit how long for each row; nothing to look only once
   * @param pause between two looks
   */
  public record Terms(Duration limit, Duration pause) {}

  public RoundTrip(Queries queries, SiteCatalogue catalogue, Terms terms, Clock clock) {
    this.queries = queries;
    this.catalogue = catalogue;
    this.terms = terms;
    this.clock = clock;
  }

  @Override
  public List<Finding> findings(List<Beacon> beacons) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Beacon beacon : beacons) {
      Optional<Site> site = catalogue.site(beacon.site());
      if (site.isPresent() && beacon.answer().stored() && done.add(beacon.site())) {
        findings.add(of(site.get(), beacon));
      }
    }
    return findings;
  }

  private Finding of(Site site, Beacon beacon) throws IOException {
    String table = site.lane().name();
    Optional<Sent> event =
        beacon.taken().stream().filter(each -> ID.matcher(each.id()).matches()).findFirst();
    if (event.isEmpty() || site.schema().fields().stream().noneMatch(RoundTrip::isId)) {
      return Finding.unchecked(
          ABOUT,
          "events by %s carry no event_id, by which a row of %s could be found"
              .formatted(beacon.route().path(), table),
          "Look with ./oceanus tail --site " + site.name());
    }
    try {
      return awaited(table, event.get(), beacon.exchange().request());
    } catch (QueryFailedException e) {
      return Finding.unchecked(
          ABOUT, "the table %s cannot be asked: %s".formatted(table, e.getMessage()), "");
    }
  }

  private static boolean isId(Field field) {
    return field.name().equals("event_id");
  }

  private Finding awaited(String table, Sent event, Exchange.Request request) throws IOException {
    String sql =
        "SELECT COUNT(*) FROM %s WHERE event_id = '%s' AND received_at >= TIMESTAMP '%s'"
            .formatted(table, event.id(), TIME.format(request.at().minus(1, ChronoUnit.HOURS)));
    Instant begun = clock.instant();
    while (true) {
      FirstCell count = new FirstCell();
      queries.ask(sql, count);
      Instant now = clock.instant();
      if (!count.text().equals("0")) {
        return found(table, event, count.text(), Duration.between(request.at(), now));
      }
      boolean late = Duration.between(begun, now).compareTo(terms.limit()) >= 0;
      if (late || !Retry.pause(terms.pause())) {
        return missing(table, event);
      }
    }
  }

  private Finding found(String table, Sent event, String count, Duration since) {
    if (!count.equals("1")) {
      return Finding.warning(
          ABOUT,
          "%s %s is in %s %s times".formatted(event.name(), event.id(), table, count),
          "The page sent it more than once; count with COUNT(DISTINCT event_id)");
    }
    String took =
        terms.limit().isZero()
            ? ""
            : String.format(Locale.ROOT, ", %.1f s after the page sent it", since.toMillis() / 1e3);
    return Finding.ok(ABOUT, "%s %s is in %s%s".formatted(event.name(), event.id(), table, took));
  }

  private Finding missing(String table, Sent event) {
    return Finding.problem(
        ABOUT,
        "%s %s was taken, but is not in %s%s"
            .formatted(
                event.name(),
                event.id(),
                table,
                terms.limit().isZero() ? "" : " after " + terms.limit().toSeconds() + " s"),
        "Look at the loader's log, and with ./oceanus query into dead_letters and refused");
  }
}
