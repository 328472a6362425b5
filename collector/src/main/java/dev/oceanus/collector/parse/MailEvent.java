package dev.oceanus.collector.parse;

import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Values;
import org.jspecify.annotations.Nullable;

/**
 * The event of a step of a mail's picture: what its query says, and that it belongs to one opening
 * of the mail, so many seconds ago. Pure.
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

  private static final String EVENT = "evt";
  private static final String SECONDS = "seconds";
  private static final JsonEvents JSON = new JsonEvents(1);

  private MailEvent() {}

  /**
   * One opening of a mail.
   *
   * @param id what its steps share
   * @param seconds how long ago it was, or 0 for the opening itself
   */
  public record Open(String id, int seconds) {}

  /** The values of the event. */
  public static Values of(SitePlan plan, Values query, Open open) {
    Values event = Values.like(query);
    String json = null;
    for (int i = 0; i < query.size(); i++) {
      if (open.seconds > 0 && plan.isJson(query.name(i))) {
        json = query.text(i);
      } else {
        event.add(query.name(i), query.kind(i), query.text(i));
      }
    }
    event.add(VIEW, Kind.TEXT, open.id);
    if (open.seconds > 0) {
      event.add(EVENT, Kind.TEXT, NAME);
      event.add("jsn", Kind.COMPOUND, properties(json, open.seconds));
    }
    return event;
  }

  /** The mail's own properties with the seconds; what is no object becomes a member of one. */
  private static String properties(@Nullable String sent, int seconds) {
    StringBuilder json = new StringBuilder("{\"" + SECONDS + "\":" + seconds);
    if (sent != null && !sent.isBlank()) {
      switch (JSON.readValue(sent)) {
        case Decoded.Unreadable unused -> member(json, "jsn", Kind.TEXT, sent);
        case Decoded.Events(var events) -> members(json, events.get(0), sent);
      }
    }
    return json.append('}').toString();
  }

  private static void members(StringBuilder json, Values members, String sent) {
    if (!members.object()) {
      member(json, "jsn", Kind.COMPOUND, sent.strip());
    }
    for (int i = 0; i < members.size(); i++) {
      if (!members.name(i).equals(SECONDS)) {
        member(json, members.name(i), members.kind(i), members.text(i));
      }
    }
  }

  private static void member(StringBuilder json, String name, Kind kind, String text) {
    json.append(',');
    JsonText.quote(name, false, json);
    json.append(':').append(kind == Kind.TEXT ? JsonText.quote(text) : text);
  }
}
