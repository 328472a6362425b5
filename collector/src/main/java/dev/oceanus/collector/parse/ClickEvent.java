package dev.oceanus.collector.parse;

import dev.oceanus.collector.click.Links;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Values;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the parameters of a click into the values of an event: where it led is the property {@code
 * target}, the page that it came from is the Referer unless {@code page_url} says so.
 */
public final class ClickEvent {
  /** Property with the URL that the click was led to. */
  static final String TARGET = "target";

  /** Name of an event of a click that doesn't say its own. */
  static final String NAME = "click";

  /** Property with JSON that was sent and is no object. */
  private static final String VALUE = "value";

  /** What belongs to the link and not to the event. */
  private static final Set<String> OF_THE_LINK = Set.of(Links.URL, Links.SIGNATURE, Links.EXPIRES);

  private static final JsonEvents JSON = new JsonEvents(1);

  private ClickEvent() {}

  /**
   * The values of the event that these parameters make.
   *
   * @param target where the click was led, normalised
   */
  public static Values of(SitePlan plan, Values query, Arrival arrival, String target) {
    Values event = Values.like(query);
    event.add("event_name", Kind.TEXT, NAME);
    if (arrival.referrer() != null) {
      event.add("page_url", Kind.TEXT, arrival.referrer());
    }
    String json = null;
    for (int i = 0; i < query.size(); i++) {
      String name = query.name(i);
      if (plan.isJson(name)) {
        json = query.text(i).isBlank() ? json : query.text(i).strip();
      } else if (!OF_THE_LINK.contains(name)) {
        event.add(name, query.kind(i), query.text(i));
      }
    }
    if (plan.jsonName() != null) {
      event.add(plan.jsonName(), Kind.TEXT, properties(target, json));
    }
    return event;
  }

  /** One object of both; what is no JSON stays as it is, and is refused with the event. */
  private static String properties(String target, @Nullable String sent) {
    JoinedJson json = new JoinedJson(TARGET, JsonText.quote(target));
    if (sent == null) {
      return json.toString();
    }
    return switch (JSON.readValue(sent)) {
      case Decoded.Unreadable unused -> sent;
      case Decoded.Events(var events) when events.get(0).unfit() == null ->
          json.with(events.get(0)).toString();
      case Decoded.Events unused -> json.with(VALUE, Kind.COMPOUND, sent).toString();
    };
  }
}
