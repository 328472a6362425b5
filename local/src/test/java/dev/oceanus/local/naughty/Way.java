package dev.oceanus.local.naughty;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.site.WriteKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route that takes events, and what is documented of it beyond the schema of its site: what it
 * asks for, what stands in for what is missing, and what every event of it is sent with here.
 */
enum Way {
  EVENTS(Form.JSON, "shop", "evt", "", ""),
  SERVER(Form.JSON, "shop", "evt", "", ""),
  PIXEL(Form.QUERY, "shop", "evt", "", ""),
  MAIL(Form.QUERY, "shop", "", "evt=mail_open", ""),
  CLICK(Form.QUERY, "shop", "", "evt=click", "url=" + Way.TARGET),
  FORM(Form.FIELDS, "shop", "", "evt=form_submit", ""),
  SWALLOW(Form.QUERY, "old", "sid evt oid url", "", "sid=1f oid=2 url=" + Way.TARGET),
  GAZE(Form.QUERY, "old", "evt", "sid= oid=2", ""),
  PIERCE(
      Form.QUERY, "old", "rad evt oid url", "sid= ua=", "rad=203.0.113.7 oid=2 url=" + Way.TARGET),
  PIRATE(Form.FIELDS, "inquiry", "sid", "uid= oid= enc=", "sid=1f");

  /** Where links lead. */
  static final String TARGET = "https://shop.example/";

  /** Opens {@link #SERVER}. */
  static final String KEY = WriteKeys.BEGINNING + "n".repeat(43);

  /** The sites of all ways. */
  static final String SITES =
      """
      sites:
        shop:
          accepts: [events, server, pixel, mail, click, form]
          columns:
            - {name: label, max_length: 64}
            - {name: extra, type: JSON, max_length: 6000}
          click: {hosts: [shop.example]}
          server: {keys: {backend: "%s"}}
        old:
          schema: oceanus-log
          accepts: [swallow, gaze, pierce]
          pierce: open
        inquiry:
          schema: oceanus-form
          accepts: [pirate]
      """
          .formatted(WriteKeys.hash(KEY));

  /** Read once. */
  private static final class Catalogue {
    static final SiteCatalogue READ = SiteCatalogueReader.read(SITES, "sites.yaml");
  }

  /** How values are written. */
  enum Form {
    JSON,
    QUERY,
    FIELDS
  }

  private final Form form;
  private final String siteName;
  private final String required;
  private final String standIns;
  private final String needs;

  Way(Form form, String siteName, String required, String standIns, String needs) {
    this.form = form;
    this.siteName = siteName;
    this.required = required;
    this.standIns = standIns;
    this.needs = needs;
  }

  Form form() {
    return form;
  }

  String siteName() {
    return siteName;
  }

  Schema schema() {
    return Catalogue.READ.site(siteName).orElseThrow().schema();
  }

  Accepts accepts() {
    return Accepts.valueOf(name());
  }

  /** Whether its table is one of ours, and not the Python system's. */
  boolean isNative() {
    return siteName.equals("shop");
  }

  /** As the table {@code refused} names it. */
  String route() {
    return (isNative() ? "/v1/" : "/") + name().toLowerCase(Locale.ROOT);
  }

  /** The columns that whoever sends may fill, by their names on the wire. */
  Map<String, Field> columns() {
    Map<String, Field> columns = new LinkedHashMap<>();
    for (Field field : schema().fields()) {
      String name = field.name();
      if (this == CLICK && name.equals("page_url")) {
        columns.put(name, field); // as the parameter url is the link
      } else if (field.source().kind() == Source.Kind.WIRE) {
        columns.put(field.source().names().getFirst(), field);
      }
      if (told().contains(name)) {
        columns.put(name, field);
      }
    }
    return columns;
  }

  /** What only this way may tell of somebody else. */
  private List<String> told() {
    return switch (this) {
      case SERVER -> List.of("ip", "user_agent", "occurred_at");
      case PIERCE -> List.of("rad", "ua");
      default -> List.of();
    };
  }

  /** Whether an event without this parameter is refused. */
  boolean requires(String wire) {
    return List.of(required.split(" ", -1)).contains(wire);
  }

  /** What stands in for a parameter that is missing, or null. */
  @Nullable String standIn(String wire) {
    return pairs(standIns).get(wire);
  }

  /** What an event needs besides what is tried. */
  Map<String, String> needs() {
    Map<String, String> values = pairs(needs);
    if (this != PIRATE) {
      values.put("evt", "naughty");
    }
    return values;
  }

  private static Map<String, String> pairs(String written) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : written.split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return pairs;
  }
}
