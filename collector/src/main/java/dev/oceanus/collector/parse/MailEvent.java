package dev.oceanus.collector.parse;

import dev.oceanus.collector.request.CodePoints;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Values;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The event of a step of a mail's picture: what its query says, and for those that follow the
 * opening how many seconds ago that was. Pure.
 */
public final class MailEvent {
  /** Parameter that says how far it is. */
  public static final String DWELL = "dwell";

  /** Parameter of what all steps of one opening share. */
  public static final String VIEW = "pvid";

  /** Parameter of the event's identity. */
  public static final String ID = "eid";

  /** Name of the events that follow the opening. */
  static final String NAME = "mail_dwell";

  /** Value of {@link #DWELL} that asks for steps. */
  public static final String START = "1";

  private static final String SECONDS = "seconds";
  private static final JsonEvents JSON = new JsonEvents(1);

  private MailEvent() {}

  /**
   * How long a mail has been open by a query, in seconds, or empty if that is no step of ours. The
   * opening itself is 0, whether others follow or not.
   */
  public static OptionalInt seconds(Values query) {
    String dwell = query.last(DWELL);
    return switch (dwell == null ? "" : dwell) {
      case "", "0", START -> OptionalInt.of(0);
      case "2" -> OptionalInt.of(2);
      case "6" -> OptionalInt.of(6);
      case "10" -> OptionalInt.of(10);
      default -> OptionalInt.empty();
    };
  }

  /** As much of a page view's identity as is stored. */
  public static String stored(SitePlan plan, String view) {
    int column = plan.schema().indexOf("page_view_id");
    return CodePoints.cut(view, plan.schema().field(column).maxLength());
  }

  /**
   * The values of the event.
   *
   * @param seconds that the mail has been open
   */
  public static Values of(SitePlan plan, Values query, int seconds) {
    Values event = Values.like(query);
    String json = null;
    for (int i = 0; i < query.size(); i++) {
      String name = query.name(i);
      if (seconds > 0 && plan.isJson(name)) {
        json = query.text(i);
      } else if (!name.equals(DWELL)) {
        event.add(name, query.kind(i), query.text(i));
      }
    }
    if (seconds > 0) {
      event.add("evt", Kind.TEXT, NAME);
      event.add("jsn", Kind.COMPOUND, properties(json, seconds));
    }
    return event;
  }

  /** The mail's own properties with the seconds; what is no object becomes a member of one. */
  private static String properties(@Nullable String sent, int seconds) {
    JoinedJson json = new JoinedJson(SECONDS, Integer.toString(seconds));
    if (sent != null && !sent.isBlank()) {
      switch (JSON.readValue(sent)) {
        case Decoded.Unreadable unused -> json.with("jsn", Kind.TEXT, sent);
        case Decoded.Events(var events) when events.get(0).unfit() == null ->
            json.with(events.get(0));
        case Decoded.Events unused -> json.with("jsn", Kind.COMPOUND, sent.strip());
      }
    }
    return json.toString();
  }
}
