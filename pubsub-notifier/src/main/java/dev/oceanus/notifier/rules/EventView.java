package dev.oceanus.notifier.rules;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.story.Page;
import dev.oceanus.notifier.text.View;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event, its visitor's pages, and what a rule adds, as messages name them. For one thread. */
public final class EventView implements View {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);

  private final Occurrence event;
  private final String rule;
  private final ZoneId zone;
  private final Supplier<List<Page>> story;
  private final List<Page> history;

  /**
   * @param story the visitor's last pages, asked for when they are first named
   * @param history what the warehouse knows of the visitor
   */
  public EventView(Occurrence event, Rule rule, Supplier<List<Page>> story, List<Page> history) {
    this.event = event;
    this.rule = rule.name();
    this.zone = rule.zone();
    this.story = story;
    this.history = history;
  }

  @Override
  public @Nullable Object get(String name) {
    return switch (name) {
      case Occurrence.SITE -> event.site();
      case Occurrence.PROPERTIES -> event.properties();
      case "id" -> event.id();
      case "rule" -> rule;
      case "time" -> time(event.at(), zone);
      case "day" -> day(event.at(), zone);
      case "month" -> month(event.at(), zone);
      case RuleNames.STORY -> pages(story.get());
      case RuleNames.HISTORY -> pages(history);
      default -> column(name);
    };
  }

  private @Nullable Object column(String name) {
    Schema schema = event.event().schema();
    int index = schema.indexOf(name);
    if (index < 0) {
      return null;
    }
    Field field = schema.field(index);
    Object value = event.event().get(index);
    if (value == null) {
      return "";
    }
    return field.type() == FieldType.TIMESTAMP && value instanceof Instant at
        ? time(at, zone)
        : value;
  }

  private List<View> pages(List<Page> pages) {
    return pages.stream().map(page -> (View) name -> of(page, name)).toList();
  }

  private @Nullable Object of(Page page, String name) {
    return switch (name) {
      case "time" -> time(page.at(), zone);
      case "event_name" -> page.name();
      case "page_url" -> page.url();
      case "page_title" -> page.title();
      default -> null;
    };
  }

  static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  static String day(Instant at, ZoneId zone) {
    return DAY.format(at.atZone(zone));
  }

  static String month(Instant at, ZoneId zone) {
    return MONTH.format(at.atZone(zone));
  }
}
