package dev.oceanus.tables.wanted;

import dev.oceanus.common.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the tables of a schema are laid out in BigQuery, and what they hold. */
enum Layout {
  WEB(
      "web",
      Optional.of("received_at"),
      List.of("event_name", "visitor_id"),
      "Events of web pages, one row for each that was received. A page may send one twice: the"
          + " view with _unique behind the name has each event_id once."),
  /** Their {@code dt} is text, so that the day of arrival counts, as in the Python system. */
  LOG(
      "oceanus-log",
      Optional.empty(),
      List.of("evt", "sid"),
      "Accesses, in the columns of the Python system."),
  FORM(
      "oceanus-form",
      Optional.empty(),
      List.of("sid"),
      "Forms that were sent, in the columns of the Python system."),
  REFUSED(
      "refused",
      Optional.of("refused_at"),
      List.of("site", "reason"),
      "Events of known sites that failed a check, with the reason."),
  DEAD_LETTERS(
      "dead_letters",
      Optional.of("dead_at"),
      List.of("lane", "reason"),
      "Acknowledged events that could not become a row of their table, with the reason.");

  private final String schema;
  private final Optional<String> day;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> clustering;

  private final String description;

  Layout(String schema, Optional<String> day, List<String> clustering, String description) {
    this.schema = schema;
    this.day = day;
    this.clustering = clustering;
    this.description = description;
  }

  /** The layout for this schema, a site's own columns or not. */
  static Layout of(Schema schema) {
    return Arrays.stream(values())
        .filter(layout -> layout.schema.equals(schema.name()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no layout for " + schema));
  }

  /** The column whose day counts; empty where it is the day of arrival. */
  Optional<String> day() {
    return day;
  }

  List<String> clustering() {
    return clustering;
  }

  String description() {
    return description;
  }

  boolean hasViews() {
    return this == WEB;
  }
}
