package dev.oceanus.collector.parse;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.site.Privacy.Visitor;
import dev.oceanus.common.site.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A site's schema turned around for one of its interfaces, made once: from each name on the wire to
 * its column, for each other column what fills it, and what the interface asks besides. Immutable.
 */
public final class SitePlan {
  /** Where the page's clock at sending stands; it is no column. */
  static final String SENT = "st";

  private static final Set<String> IDS = Set.of("visitor_id", "session_id", "sid");

  /** For a column that is filled once the event is read: what the page sends for it is ignored. */
  private static final Derived LATER = context -> null;

  private final Site site;
  private final Map<String, Slot> wire;
  private final Map<String, Slot> properties;
  private final @Nullable Derived[] derived;
  private final Asked asked;
  private final boolean canonical;
  private final int json;
  private final int occurred;
  private final int eventId;
  private final int url;
  private final int truncated;

  /**
   * A column that a name leads to.
   *
   * @param index position in the schema
   * @param rank place of the name among those of the column; the lowest that was sent counts
   */
  record Slot(int index, int rank) {}

  /** A plan for events that come by this interface. */
  public SitePlan(Site site, Site.Accepts by) {
    this.site = site;
    Schema schema = site.schema();
    this.asked = new Asked(Profile.of(by, schema), schema);
    this.wire = slots(schema, Source.Kind.WIRE);
    this.properties = slots(schema, Source.Kind.PROPERTY);
    this.derived = new Derived[schema.size()];
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      if (ours(field)) {
        derived[i] = LATER;
      } else if (asked.taken(i)) {
        wire.put(field.name(), new Slot(i, 0));
      } else if (!isSent(field)) {
        derived[i] = Derived.of(field);
      }
    }
    this.json = wireOf(schema, Field::holdsJson);
    this.canonical = json >= 0 && schema.field(json).normal() == Field.Normal.CANONICAL_JSON;
    this.occurred = wireOf(schema, field -> field.type() == FieldType.TIMESTAMP);
    this.eventId = schema.indexOf("event_id");
    this.truncated = schema.indexOf("truncated");
    this.url = Math.max(schema.indexOf("page_url"), schema.indexOf("url"));
  }

  private static Map<String, Slot> slots(Schema schema, Source.Kind kind) {
    Map<String, Slot> slots = new HashMap<>();
    for (int i = 0; i < schema.size(); i++) {
      Source source = schema.field(i).source();
      List<String> names = source.kind() == kind ? source.names() : List.of();
      for (int rank = 0; rank < names.size(); rank++) {
        slots.put(names.get(rank), new Slot(i, rank));
      }
    }
    return slots;
  }

  /** Whether the collector gives the visitor's or the session's id itself. */
  private boolean ours(Field field) {
    return site.privacy().visitor() == Visitor.DAILY
        && field.source().kind() == Source.Kind.WIRE
        && IDS.contains(field.name());
  }

  private static boolean isSent(Field field) {
    Source.Kind kind = field.source().kind();
    return kind == Source.Kind.WIRE || kind == Source.Kind.PROPERTY;
  }

  private static int wireOf(Schema schema, Predicate<Field> sought) {
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      if (sought.test(field) && field.source().kind() == Source.Kind.WIRE) {
        return i;
      }
    }
    return -1;
  }

  /** The site itself. */
  public Site site() {
    return site;
  }

  /** The site's schema. */
  public Schema schema() {
    return site.schema();
  }

  /** Whether a name on the wire leads to a column. */
  public boolean takes(String name) {
    return wire.containsKey(name);
  }

  /** Whether a name on the wire leads to the JSON column that holds what else was sent. */
  boolean isJson(String name) {
    Slot slot = wire.get(name);
    return slot != null && slot.index() == json;
  }

  /** The first name on the wire of the JSON column that holds what else was sent, or null. */
  public @Nullable String jsonName() {
    return json < 0 ? null : schema().field(json).source().names().get(0);
  }

  /** The shortest name on the wire of a field, or its own. */
  String wireName(Field field) {
    List<String> names = field.source().names();
    return names.isEmpty() ? field.name() : names.get(0);
  }

  @Nullable Slot wire(String name) {
    return wire.get(name);
  }

  @Nullable Slot property(String key) {
    return properties.get(key);
  }

  boolean hasProperties() {
    return !properties.isEmpty();
  }

  @Nullable Derived derived(int index) {
    return derived[index];
  }

  /** What the interface asks of each column. */
  Asked asked() {
    return asked;
  }

  /** Whether JSON is stored as the Python system did. */
  public boolean canonical() {
    return canonical;
  }

  /** Column of what else was sent, or -1. */
  int json() {
    return json;
  }

  /** Column of the page's clock, or -1. */
  int occurred() {
    return occurred;
  }

  /** Column of the event's id, or -1. */
  int eventId() {
    return eventId;
  }

  /** Column of the page's URL, or -1. */
  int url() {
    return url;
  }

  /** Column of the names of cut fields, or -1. */
  int truncated() {
    return truncated;
  }
}
