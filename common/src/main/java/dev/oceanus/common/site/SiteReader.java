package dev.oceanus.common.site;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Member;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one site of the catalogue. */
final class SiteReader {
  private static final Set<String> KEYS =
      Set.of(
          "schema",
          "table",
          "accepts",
          "origins",
          "shards",
          "columns",
          "form",
          "daily_tables",
          "pierce",
          "refused",
          "server",
          "privacy",
          "click",
          "rate",
          "live");
  private static final Set<String> COLUMN_KEYS =
      Set.of("name", "type", "from", "max_length", "description");
  private static final Set<String> FORM_KEYS = Set.of("columns", "next");
  private static final Set<String> LOADER_COLUMNS = Set.of("_batch", "_entry");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}(:\\d{1,5})?");
  private static final int DEFAULT_LENGTH = 1_024;
  private static final int LONGEST = 1_000_000;

  private final Faults faults;

  SiteReader(Faults faults) {
    this.faults = faults;
  }

  /** The site, or empty where a fault leaves nothing to compare with others. */
  Optional<Site> read(String name, Member member) {
    String path = "sites." + name;
    if (!NAME.matcher(name).matches()) {
      faults.add(member.keyLine(), path, "a site's name must match " + NAME.pattern());
      return Optional.empty();
    }
    YamlNode node =
        member.value() instanceof YamlNode.Empty empty
            ? new YamlNode.Mapping(empty.line(), Map.of())
            : member.value();
    Located site = Located.of(node, path, KEYS, faults);
    Schema base = schema(site);
    Schema schema = withColumns(site, base);
    Optional<Lane> lane = lane(site, name, base);
    Site.Access access = AccessReader.read(site, faults);
    Set<Accepts> accepts = accepts(site, base, access.keys());
    AccessReader.checkPierce(site, accepts, access);
    Set<String> origins = origins(site);
    Site.Form form = form(site, schema);
    Site.Refused refused = RefusedReader.read(site, faults);
    Privacy privacy = PrivacyReader.read(site, schema, origins, faults);
    boolean live = site.flag("live", true);
    return lane.map(
        each ->
            new Site(name, schema, each, accepts, origins, form, refused, access, privacy, live));
  }

  private static Schema schema(Located site) {
    Set<String> known = Schemas.forSites().stream().map(Schema::name).collect(Collectors.toSet());
    String name = site.text("schema", Schemas.WEB.name());
    if (name != null && !known.contains(name)) {
      site.fault("schema", SiteCatalogueReader.unknown("a schema", name, known));
    }
    return SiteCatalogueReader.schema(name == null ? "" : name);
  }

  private Schema withColumns(Located site, Schema base) {
    Schema schema = base;
    int index = 0;
    for (YamlNode item : site.items("columns")) {
      String path = site.path("columns") + "[" + index++ + "]";
      Optional<Field> field = column(Located.of(item, path, COLUMN_KEYS, faults));
      if (field.isPresent()) {
        schema = with(schema, field.get(), item.line(), path);
      }
    }
    return schema;
  }

  private Schema with(Schema schema, Field field, int line, String path) {
    boolean reserved =
        LOADER_COLUMNS.stream().anyMatch(column -> column.equalsIgnoreCase(field.name()));
    boolean taken =
        schema.fields().stream().anyMatch(each -> each.name().equalsIgnoreCase(field.name()));
    if (reserved || taken) {
      faults.add(line, path + ".name", "'" + field.name() + "' is a column already");
      return schema;
    }
    return schema.with(List.of(field));
  }

  private static Optional<Field> column(Located column) {
    String name = column.text("name", null);
    if (name == null || !IDENTIFIER.matcher(name).matches()) {
      column.fault(
          "name",
          "must match " + IDENTIFIER.pattern() + ", found '" + (name == null ? "" : name) + "'");
      return Optional.empty();
    }
    Set<String> types =
        Arrays.stream(FieldType.values()).map(Enum::name).collect(Collectors.toSet());
    String type = column.text("type", FieldType.STRING.name());
    if (type == null || !types.contains(type)) {
      column.fault("type", SiteCatalogueReader.unknown("a type", type == null ? "" : type, types));
      return Optional.empty();
    }
    FieldType fieldType = FieldType.valueOf(type);
    boolean measured = fieldType == FieldType.STRING || fieldType == FieldType.JSON;
    if (!measured && column.node("max_length").isPresent()) {
      column.fault("max_length", "goes with STRING and JSON only, found type " + type);
    }
    int length = column.integer("max_length", DEFAULT_LENGTH, 1, LONGEST);
    String from = column.text("from", name);
    String description = column.text("description", "The property '" + from + "'.");
    return Optional.of(
        new Field(
            name,
            fieldType,
            false,
            measured ? length : 0,
            null,
            Field.Normal.NONE,
            Source.property(from == null ? name : from),
            description == null ? "" : description));
  }

  private Optional<Lane> lane(Located site, String name, Schema base) {
    String table = site.text("table", "events_" + name.replace('-', '_'));
    int shards = site.integer("shards", 1, 1, 64);
    if (table == null || !IDENTIFIER.matcher(table).matches()) {
      site.fault("table", "must match " + IDENTIFIER.pattern() + ", found '" + table + "'");
      return Optional.empty();
    }
    if (SiteCatalogueReader.isSystemLane(table)) {
      site.fault("table", "'" + table + "' is a table of Oceanus' own");
      return Optional.empty();
    }
    return Optional.of(new Lane(table, shards, daily(site, base)));
  }

  private static boolean daily(Located site, Schema base) {
    boolean daily = site.flag("daily_tables", false);
    if (daily && base.equals(Schemas.WEB)) {
      site.fault(
          "daily_tables", "goes with the schemas of the Python system only, found schema web");
    }
    return daily;
  }

  private Set<Accepts> accepts(Located site, Schema base, WriteKeys keys) {
    Set<Accepts> allowed = interfaces(base);
    if (site.node("accepts").isEmpty()) {
      allowed.removeIf(each -> each == Accepts.SERVER && !keys.any());
      return allowed;
    }
    Set<Accepts> accepts = EnumSet.noneOf(Accepts.class);
    Set<String> known =
        Arrays.stream(Accepts.values()).map(SiteReader::key).collect(Collectors.toSet());
    for (Scalar item : site.texts("accepts")) {
      if (!known.contains(item.text())) {
        faults.add(
            item.line(),
            site.path("accepts"),
            SiteCatalogueReader.unknown("an interface", item.text(), known));
        continue;
      }
      Accepts each = Accepts.valueOf(item.text().toUpperCase(Locale.ROOT));
      if (!allowed.contains(each)) {
        faults.add(
            item.line(),
            site.path("accepts"),
            "'%s' does not go with the schema %s".formatted(item.text(), base.name()));
      }
      accepts.add(each);
    }
    if (accepts.isEmpty()) {
      site.fault("accepts", "must list at least one interface");
    }
    if (accepts.contains(Accepts.SERVER) && allowed.contains(Accepts.SERVER) && !keys.any()) {
      site.fault("accepts", "'server' needs a key in server.keys; './oceanus keys' makes one");
    }
    return accepts;
  }

  /** The interfaces that make events of a schema. */
  private static Set<Accepts> interfaces(Schema schema) {
    return switch (schema.name()) {
      case "oceanus-log" -> EnumSet.of(Accepts.SWALLOW, Accepts.GAZE, Accepts.PIERCE);
      case "oceanus-form" -> EnumSet.of(Accepts.PIRATE, Accepts.FORM);
      default ->
          EnumSet.of(
              Accepts.EVENTS,
              Accepts.PIXEL,
              Accepts.FORM,
              Accepts.MAIL,
              Accepts.CLICK,
              Accepts.SERVER);
    };
  }

  private Set<String> origins(Located site) {
    Set<String> origins = new LinkedHashSet<>();
    for (Scalar item : site.texts("origins")) {
      if (isOrigin(item.text())) {
        origins.add(item.text());
      } else {
        faults.add(
            item.line(),
            site.path("origins"),
            "must be an origin as a browser sends it, like https://shop.example:8443, found '"
                + item.text()
                + "'");
      }
    }
    return origins;
  }

  /** Scheme, host in lower case, and a port that is not the scheme's own; nothing else. */
  private static boolean isOrigin(String text) {
    try {
      URI uri = new URI(text);
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      int own = "https".equals(uri.getScheme()) ? 443 : 80;
      return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() != own
          && uri.getPort() <= 65_535
          && text.equals(uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private Site.Form form(Located site, Schema schema) {
    Optional<YamlNode> node = site.node("form");
    if (node.isEmpty()) {
      return Site.Form.PLAIN;
    }
    Located form = Located.of(node.get(), site.path("form"), FORM_KEYS, faults);
    Map<String, String> columns = form.pairs("columns");
    Set<String> wire =
        schema.fields().stream()
            .filter(
                field ->
                    field.source().kind() == Source.Kind.WIRE
                        || field.source().kind() == Source.Kind.PROPERTY)
            .map(Field::name)
            .collect(Collectors.toCollection(TreeSet::new));
    columns.forEach(
        (from, to) -> {
          if (!wire.contains(to)) {
            form.fault(
                "columns",
                SiteCatalogueReader.unknown("a column that a page may set", to, wire)
                    + " for the form field '"
                    + from
                    + "'");
          }
        });
    List<String> next =
        form.texts("next").stream()
            .filter(
                item -> {
                  boolean host = HOST.matcher(item.text()).matches();
                  if (!host) {
                    faults.add(
                        item.line(),
                        form.path("next"),
                        "must be a host, or host:port, found '" + item.text() + "'");
                  }
                  return host;
                })
            .map(Scalar::text)
            .toList();
    return new Site.Form(columns, next);
  }

  private static String key(Accepts accepts) {
    return accepts.name().toLowerCase(Locale.ROOT);
  }
}
