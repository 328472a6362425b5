package dev.oceanus.notifier.rules;

import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.notifier.event.Incoming;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.rules.cel.CelConditions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Sites, targets and events that tests of rules share. */
public final class Fixture {
  /** When events of tests happen. */
  public static final Instant NOW = Instant.parse("2026-11-30T08:15:02.500Z");

  private Fixture() {}

  /**
   * Two sites of the default schema, one with a column of its own, and two of the Python system.
   */
  public static SiteCatalogue sites() {
    return SiteCatalogueReader.read(
        """
        sites:
          shop:
            schema: web
            columns:
              - {name: amount, type: FLOAT64, from: amount}
          blog: {schema: web}
          old: {schema: oceanus-log}
          form: {schema: oceanus-form}
        """,
        "sites.yaml");
  }

  /** A target of each kind, by the kind's name in lower case. */
  public static TargetKinds targets() {
    Map<String, Takes> targets = new TreeMap<>();
    targets.put("slack", Takes.MRKDWN);
    targets.put("terminal", Takes.PLAIN);
    targets.put("mail", Takes.MAIL);
    targets.put("hook", Takes.BODY);
    targets.put("sheet", Takes.ROW);
    return new TargetKinds() {
      @Override
      public Set<String> names() {
        return targets.keySet();
      }

      @Override
      public Optional<Takes> of(String target) {
        return Optional.ofNullable(targets.get(target));
      }
    };
  }

  /** The rules of a text. */
  public static RuleBook rules(String yaml) {
    return new RulesReader(sites(), targets(), new CelConditions()).read(yaml, "rules.yaml");
  }

  /** The faults of a text. */
  public static List<String> faults(String yaml) {
    try {
      RuleBook unused = rules(yaml);
      return List.of();
    } catch (ConfigException e) {
      return e.faults();
    }
  }

  /** An event of the default schema with these values besides the required ones. */
  public static Event web(String id, String name, Map<String, Object> values) {
    Event event = new Event(site("blog").schema());
    return filled(event, id, name, "blog", values);
  }

  /** An event of the site {@code shop}. */
  public static Event shop(String id, String name, Map<String, Object> values) {
    return filled(new Event(site("shop").schema()), id, name, "shop", values);
  }

  private static Event filled(
      Event event, String id, String name, String site, Map<String, Object> values) {
    event.set("event_id", id);
    event.set("site", site);
    event.set("event_name", name);
    event.set("received_at", NOW);
    values.forEach(event::set);
    return event;
  }

  private static Site site(String name) {
    return sites().site(name).orElseThrow();
  }

  /** The event as rules see it. */
  public static Occurrence seen(Event event) {
    boolean web = event.schema().indexOf("event_id") >= 0;
    String site =
        web
            ? String.valueOf(event.get("site"))
            : event.schema().equals(Schemas.LOG) ? "old" : "form";
    return new Occurrence(
        site, web ? String.valueOf(event.get("event_id")) : "old:0/1-1", event, NOW);
  }

  /** The event as it comes from the bus. */
  public static LiveEvent live(Event event) {
    Occurrence seen = seen(event);
    return new LiveEvent(
        seen.site(), seen.text("event_name"), seen.id(), new Incoming(sites()).write(seen));
  }
}
