package dev.oceanus.collector.parse;

import dev.oceanus.collector.agent.Agents;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.JsonEscapes;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.Values;
import org.jspecify.annotations.Nullable;

/**
 * From the values of one event to an event of the site's schema, or the reason why not. Everything
 * that it knows about columns it has from the schema. Pure and thread-safe.
 */
public final class EventParser implements EventReader {
  private final JsonEvents json;
  private final Agents agents = new Agents();

  /**
   * @param json reads JSON that came as text
   */
  public EventParser(JsonEvents json) {
    this.json = json;
  }

  @Override
  public Parsed parse(SitePlan plan, Arrival arrival, Values values) {
    Decoded.Unreadable unfit = values.unfit();
    if (unfit != null) {
      return new Parsed.Refused(unfit.reason(), "", unfit.detail(), values.sent());
    }
    Draft draft = new Draft(plan, values);
    Fault fault = missing(plan, draft);
    fault = fault == null ? readJson(plan, draft) : fault;
    if (fault == null) {
      EventBuilder builder = new EventBuilder(plan, seen(plan, arrival, draft), draft);
      fault = builder.build();
      if (fault == null) {
        return new Parsed.Accepted(builder.event());
      }
    }
    return new Parsed.Refused(fault.reason, fault.field, fault.detail, values.sent());
  }

  /**
   * What is wrong with a field.
   *
   * @param field its shortest name on the wire
   */
  record Fault(Reason reason, String field, String detail) {}

  private static @Nullable Fault missing(SitePlan plan, Draft draft) {
    for (int index : plan.asked().required()) {
      if (draft.text(index) == null && plan.derived(index) == null) {
        return new Fault(Reason.MISSING, plan.wireName(plan.schema().field(index)), "is required");
      }
    }
    return null;
  }

  /** How it came, by the agent that the request itself tells of, where the interface takes one. */
  private Arrival seen(SitePlan plan, Arrival arrival, Draft draft) {
    int agent = plan.asked().agent();
    return agent < 0 ? arrival : arrival.by(agents.of(draft.text(agent)));
  }

  /** Checks JSON that came as text, and takes the site's own columns from its keys. */
  private @Nullable Fault readJson(SitePlan plan, Draft draft) {
    int index = plan.json();
    String text = index < 0 ? null : draft.text(index);
    if (text == null || (draft.kind(index) != Kind.TEXT && !plan.hasProperties())) {
      return null;
    }
    return switch (json.readValue(text)) {
      case Decoded.Unreadable bad ->
          new Fault(bad.reason(), plan.wireName(plan.schema().field(index)), bad.detail());
      case Decoded.Events(var events) -> {
        draft.putProperties(events.get(0));
        draft.replace(index, Kind.COMPOUND, JsonEscapes.wellFormed(text.strip()));
        yield null;
      }
    };
  }
}
