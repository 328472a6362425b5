package dev.oceanus.collector.parse;

import dev.oceanus.collector.address.Ip;
import dev.oceanus.collector.parse.EventParser.Fault;
import dev.oceanus.collector.parse.Profile.Taken;
import dev.oceanus.collector.request.CodePoints;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.id.UuidV7;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fills one event, column by column in the schema's order. Used once, by one thread. */
final class EventBuilder {
  /** Key of the properties under which an unusable clock of the page is kept. */
  static final String UNUSABLE_TIME = "_ts";

  private static final int KEPT_TIME = 256;

  private final SitePlan plan;
  private final Schema schema;
  private final Arrival arrival;
  private final Draft draft;
  private final Event event;
  private @Nullable StringBuilder cut;

  EventBuilder(SitePlan plan, Arrival arrival, Draft draft) {
    this.plan = plan;
    this.schema = plan.schema();
    this.arrival = arrival;
    this.draft = draft;
    this.event = new Event(schema);
  }

  /** The event, once it is built. */
  Event event() {
    return event;
  }

  /** Fills the event; returns what is wrong with it, or null. */
  @Nullable Fault build() {
    occurred();
    String url = plan.url() < 0 ? null : draft.text(plan.url());
    Derived.Context context = new Derived.Context(plan.site().name(), arrival, Campaign.of(url));
    for (int i = 0; i < schema.size(); i++) {
      Derived derived = plan.derived(i);
      Fault fault = derived == null ? sent(i) : derived(i, derived.value(context));
      if (fault != null) {
        return fault;
      }
    }
    truncated();
    return null;
  }

  /** The page's clock never costs an event: where it is of no use, ours stands in for it. */
  private void occurred() {
    int index = plan.occurred();
    if (index < 0) {
      return;
    }
    String text = draft.text(index);
    Instant happened = text == null ? null : SentTime.parse(text);
    Instant sentAt = draft.sent() == null ? null : SentTime.parse(draft.sent());
    Instant time =
        happened == null ? null : SentTime.corrected(happened, sentAt, arrival.receivedAt());
    event.set(index, time == null ? arrival.receivedAt() : time);
    if (text != null && time == null) {
      keepTime(text);
    }
  }

  private void keepTime(String text) {
    int json = plan.json();
    if (json < 0) {
      return;
    }
    String properties = draft.text(json);
    String member =
        JsonText.quote(UNUSABLE_TIME) + ':' + JsonText.quote(CodePoints.cut(text, KEPT_TIME));
    if (properties == null) {
      draft.replace(json, Kind.COMPOUND, '{' + member + '}');
    } else if (properties.startsWith("{") && !properties.contains('"' + UNUSABLE_TIME + '"')) {
      String body = properties.substring(0, properties.length() - 1);
      String comma = body.substring(1).isBlank() ? "" : ",";
      draft.replace(json, Kind.COMPOUND, body + comma + member + '}');
    }
  }

  private @Nullable Fault sent(int index) {
    if (index == plan.occurred()) {
      return null;
    }
    Field field = schema.field(index);
    String text = draft.text(index);
    if (text == null) {
      event.set(index, unsent(index));
      return null;
    }
    if (plan.asked().of(index).taken() == Taken.AS_ADDRESS) {
      return address(index, text);
    }
    if (index == plan.json()) {
      event.set(index, json(field, text));
      return null;
    }
    Object value = Conversion.convert(field.type(), draft.kind(index), text);
    if (value == null) {
      return new Fault(
          Reason.WRONG_TYPE, plan.wireName(field), "is no " + field.type() + " as it was sent");
    }
    return checked(index, field, value);
  }

  private @Nullable String unsent(int index) {
    return index == plan.eventId()
        ? UuidV7.at(arrival.receivedAt().toEpochMilli()).toString()
        : plan.asked().of(index).fallback();
  }

  private @Nullable Fault address(int index, String text) {
    Ip address = Ip.parse(text.strip()).orElse(null);
    if (address == null) {
      return new Fault(Reason.INVALID, plan.wireName(schema.field(index)), "must be an IP address");
    }
    event.set(index, address.toString());
    return null;
  }

  private @Nullable Fault derived(int index, @Nullable Object value) {
    return value == null ? null : checked(index, schema.field(index), value);
  }

  private @Nullable Fault checked(int index, Field field, Object value) {
    if (!(value instanceof String text)) {
      event.set(index, value);
      return null;
    }
    if (field.type() == FieldType.JSON) {
      event.set(index, fitting(field, text));
      return null;
    }
    String fitting = cut(field, normal(field, text));
    if (field.pattern() != null && !field.pattern().matcher(fitting).matches()) {
      return new Fault(
          Reason.INVALID, plan.wireName(field), "must match " + field.pattern().pattern());
    }
    event.set(index, fitting);
    return null;
  }

  private static String normal(Field field, String text) {
    return switch (field.normal()) {
      case NONE -> text;
      case LOWER_CASE -> text.toLowerCase(Locale.ROOT);
      case UPPER_CASE -> text.toUpperCase(Locale.ROOT);
      case CANONICAL_JSON -> throw new IllegalStateException(field.name() + " is not plain text");
    };
  }

  private String cut(Field field, String text) {
    if (!CodePoints.exceeds(text, field.maxLength())) {
      return text;
    }
    flag(field);
    return CodePoints.cut(text, field.maxLength());
  }

  private String json(Field field, String text) {
    if (!plan.canonical()) {
      return fitting(field, text);
    }
    int sentMost = field.maxLength() / Schemas.ASCII_GROWTH;
    if (!CodePoints.exceeds(text, sentMost)) {
      return CanonicalJson.of(text);
    }
    flag(field);
    return JsonText.quoteWithin(text, sentMost, true);
  }

  /** JSON that is too long stays JSON: a string that holds its beginning. */
  private String fitting(Field field, String text) {
    if (!CodePoints.exceeds(text, field.maxLength())) {
      return text;
    }
    flag(field);
    return JsonText.quoteWithin(text, field.maxLength(), false);
  }

  private void flag(Field field) {
    cut = cut == null ? new StringBuilder() : cut.append(',');
    cut.append(field.name());
  }

  private void truncated() {
    if (cut != null && plan.truncated() >= 0) {
      Field field = schema.field(plan.truncated());
      event.set(plan.truncated(), CodePoints.cut(cut.toString(), field.maxLength()));
    }
  }
}
