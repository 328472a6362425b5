package dev.oceanus.collector.parse;

import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Source;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns the fields of a form into the values of an event: those that the site lists, and those with
 * a name of ours, go to their columns; the rest becomes one JSON object of texts.
 */
public final class FormEvent {
  /** Form field that says where to go next; it is no part of the event. */
  public static final String NEXT = "_next";

  /** Name of an event of a form that doesn't say its own. */
  static final String NAME = "form_submit";

  private FormEvent() {}

  /** The values of the event that these fields make. */
  public static Values of(SitePlan plan, Values fields, Arrival arrival) {
    Values event = Values.like(fields);
    Map<String, String> rest = new LinkedHashMap<>();
    String json = plan.jsonName();
    if (plan.schema().indexOf("event_name") >= 0) {
      event.add("event_name", Kind.TEXT, NAME);
    }
    if (plan.schema().indexOf("page_url") >= 0 && arrival.referrer() != null) {
      event.add("page_url", Kind.TEXT, arrival.referrer());
    }
    for (int i = 0; i < fields.size(); i++) {
      String name = wireName(plan, fields.name(i));
      if (plan.takes(name) && !plan.isJson(name)) {
        event.add(name, fields.kind(i), fields.text(i));
      } else if (!name.equals(NEXT)) {
        rest.put(name, fields.text(i));
      }
    }
    if (json != null && !rest.isEmpty()) {
      Map.Entry<String, String> first = rest.entrySet().iterator().next();
      boolean alone = rest.size() == 1 && plan.isJson(first.getKey());
      event.add(json, alone ? Kind.TEXT : Kind.COMPOUND, alone ? first.getValue() : object(rest));
    }
    return event;
  }

  /** The name on the wire of the column that the site lists for this field, or the field's own. */
  private static String wireName(SitePlan plan, String field) {
    String column = plan.site().form().columns().get(field);
    int index = column == null ? -1 : plan.schema().indexOf(column);
    if (index < 0) {
      return field;
    }
    Field found = plan.schema().field(index);
    Source.Kind kind = found.source().kind();
    boolean sent = kind == Source.Kind.WIRE || kind == Source.Kind.PROPERTY;
    return sent ? found.source().names().get(0) : field;
  }

  private static String object(Map<String, String> members) {
    StringBuilder json = new StringBuilder();
    char before = '{';
    for (Map.Entry<String, String> member : members.entrySet()) {
      json.append(before);
      JsonText.quote(member.getKey(), false, json);
      json.append(':');
      JsonText.quote(member.getValue(), false, json);
      before = ',';
    }
    return json.append('}').toString();
  }
}
