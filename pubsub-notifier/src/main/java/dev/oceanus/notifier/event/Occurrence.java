package dev.oceanus.notifier.event;

import dev.oceanus.common.event.Event;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as rules and templates see it. Its properties are read when first asked for. For one
 * thread.
 */
public final class Occurrence {
  /** Name under which the properties are known, whatever their column. */
  public static final String PROPERTIES = "properties";

  /** Name under which the site is known, whether it is a column or not. */
  public static final String SITE = "site";

  /** Name under which the time of evaluation is known. */
  public static final String NOW = "now";

  private final String site;
  private final String id;
  private final Event event;
  private final Roles roles;
  private final Instant now;
  private @Nullable Map<String, Object> properties;

  /**
   * @param id the event's, or that of its entry
   * @param now when it is looked at
   */
  public Occurrence(String site, String id, Event event, Instant now) {
    this.site = site;
    this.id = id;
    this.event = event;
    this.roles = Roles.of(event.schema());
    this.now = now;
  }

  /** Name of its site. */
  public String site() {
    return site;
  }

  /** The same each time that it comes. */
  public String id() {
    return id;
  }

  /** The event. */
  public Event event() {
    return event;
  }

  /** Which of its columns says what. */
  public Roles roles() {
    return roles;
  }

  /** When it is looked at. */
  public Instant now() {
    return now;
  }

  /** What else the page sent: maps, lists, texts, Long, Double and Boolean. */
  public Map<String, Object> properties() {
    Map<String, Object> read = properties;
    if (read == null) {
      String text = text(roles.properties());
      read = text.isEmpty() ? Map.of() : PropertyTree.read(text);
      properties = read;
    }
    return read;
  }

  /** The text of a column; empty if it has none, or there is no such column. */
  public String text(String column) {
    int index = event.schema().indexOf(column);
    Object value = index < 0 ? null : event.get(index);
    return value == null ? "" : value.toString();
  }

  /** When it was received; when it was looked at, if it does not say. */
  public Instant at() {
    int index = event.schema().indexOf(roles.at());
    Object value = index < 0 ? null : event.get(index);
    return switch (value) {
      case Instant time -> time;
      case String text -> python(text);
      case null, default -> now;
    };
  }

  /** The Python system writes {@code 2026-11-24 08:15:02.123456}, in UTC. */
  private Instant python(String text) {
    try {
      return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return now;
    }
  }
}
