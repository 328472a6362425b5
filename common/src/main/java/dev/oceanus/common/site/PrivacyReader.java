package dev.oceanus.common.site;

import dev.oceanus.common.config.Units;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.site.Privacy.Address;
import dev.oceanus.common.site.Privacy.Cookie;
import dev.oceanus.common.site.Privacy.Objection;
import dev.oceanus.common.site.Privacy.Parameters;
import dev.oceanus.common.site.Privacy.Signal;
import dev.oceanus.common.site.Privacy.Then;
import dev.oceanus.common.site.Privacy.Visitor;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a site leaves out of what it is sent. */
final class PrivacyReader {
  private static final Set<String> KEYS =
      Set.of(
          "ip",
          "place",
          "signals",
          "opt_out_cookie",
          "then",
          "mask",
          "url_parameters",
          "visitor",
          "cookie");
  private static final Set<String> COOKIE_KEYS = Set.of("name", "same_site", "max_age");

  /** Columns without which a row has no place or no identity. */
  private static final Set<String> NEEDED = Set.of("event_id", "site", "received_at", "dt");

  private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final int LONGEST_NAME = 128;

  /** 13 months, as the tag's own cookie. */
  private static final Duration MAX_AGE = Duration.ofDays(395);

  /** Browsers keep none for longer. */
  private static final Duration LONGEST_AGE = Duration.ofDays(400);

  private final Located privacy;
  private final Faults faults;

  private PrivacyReader(Located privacy, Faults faults) {
    this.privacy = privacy;
    this.faults = faults;
  }

  /**
   * @param origins those of the site, as they were read
   */
  static Privacy read(Located site, Schema schema, Set<String> origins, Faults faults) {
    Optional<YamlNode> node = site.node("privacy");
    if (node.isEmpty()) {
      return Privacy.NONE;
    }
    Located privacy = Located.of(node.get(), site.path("privacy"), KEYS, faults);
    return new PrivacyReader(privacy, faults).read(schema, origins);
  }

  private Privacy read(Schema schema, Set<String> origins) {
    Address address = choice(privacy, "ip", Address.class, Address.KEEP);
    boolean place = choice(privacy, "place", KeepOrDrop.class, KeepOrDrop.KEEP) == KeepOrDrop.KEEP;
    Visitor visitor = choice(privacy, "visitor", Visitor.class, Visitor.SENT);
    Objection objection = objection();
    Cookie cookie = cookie(objection.optOutCookie());
    if (cookie != null) {
      checkCookie(visitor, schema, origins);
    }
    if (objection.optOutCookie() != null && origins.isEmpty()) {
      privacy.fault(
          "opt_out_cookie", "goes with a list of origins, since browsers keep cookies back else");
    }
    return new Privacy(address, place, objection, mask(schema), parameters(), visitor, cookie);
  }

  private enum KeepOrDrop {
    KEEP,
    DROP
  }

  private enum SameSite {
    LAX,
    NONE
  }

  private Objection objection() {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    Set<String> known = keys(Signal.class);
    for (Scalar item : privacy.texts("signals")) {
      if (known.contains(item.text())) {
        signals.add(Signal.valueOf(item.text().toUpperCase(Locale.ROOT)));
      } else {
        faults.add(
            item.line(),
            privacy.path("signals"),
            SiteCatalogueReader.unknown("a signal", item.text(), known));
      }
    }
    String cookie = cookieName(privacy, "opt_out_cookie");
    boolean asked = privacy.node("signals").isPresent() || cookie != null;
    boolean answered = privacy.node("then").isPresent();
    if (asked && !answered) {
      String rule = "must say what follows from signals and opt_out_cookie, one of ";
      privacy.fault("then", rule + String.join(", ", new TreeSet<>(keys(Then.class))));
    } else if (answered && !asked) {
      privacy.fault("then", "goes with signals or opt_out_cookie, found neither");
    }
    return new Objection(signals, cookie, choice(privacy, "then", Then.class, Then.IGNORE));
  }

  private Set<String> mask(Schema schema) {
    Set<String> mask = new LinkedHashSet<>();
    for (Scalar item : privacy.texts("mask")) {
      String name = item.text().strip();
      if (name.isEmpty() || name.length() > LONGEST_NAME) {
        faults.add(
            item.line(),
            privacy.path("mask"),
            "must be a name of 1 to %d characters, found '%s'".formatted(LONGEST_NAME, name));
      } else if (needed(schema, name)) {
        faults.add(
            item.line(),
            privacy.path("mask"),
            "must not name a column that every row needs, found '" + name + "'");
      } else {
        mask.add(name);
      }
    }
    return mask;
  }

  private static boolean needed(Schema schema, String name) {
    for (Field field : schema.fields()) {
      List<String> names = new ArrayList<>(field.source().names());
      names.add(field.name());
      if (NEEDED.contains(field.name()) && names.stream().anyMatch(name::equalsIgnoreCase)) {
        return true;
      }
    }
    return false;
  }

  private Parameters parameters() {
    if (privacy.node("url_parameters").orElse(null) instanceof YamlNode.Sequence) {
      Set<String> listed = new LinkedHashSet<>();
      privacy.texts("url_parameters").forEach(item -> listed.add(item.text().strip()));
      return new Parameters(false, listed);
    }
    return choice(privacy, "url_parameters", KeepOrDrop.class, KeepOrDrop.KEEP) == KeepOrDrop.KEEP
        ? Parameters.ALL
        : Parameters.NONE;
  }

  private @Nullable Cookie cookie(@Nullable String optOut) {
    Optional<YamlNode> node = privacy.node("cookie");
    if (node.isEmpty()) {
      return null;
    }
    Located cookie = Located.of(node.get(), privacy.path("cookie"), COOKIE_KEYS, faults);
    String given = cookieName(cookie, "name");
    String name = given == null ? "_oc" : given;
    if (name.equals(optOut)) {
      cookie.fault("name", "must differ from opt_out_cookie, found '" + name + "' for both");
    }
    boolean crossSite = choice(cookie, "same_site", SameSite.class, SameSite.LAX) == SameSite.NONE;
    return new Cookie(name, crossSite, maxAge(cookie));
  }

  private void checkCookie(Visitor visitor, Schema schema, Set<String> origins) {
    if (visitor == Visitor.DAILY) {
      privacy.fault("cookie", "does not go with visitor: daily, which needs no cookie");
    }
    if (schema.indexOf("visitor_id") < 0) {
      privacy.fault("cookie", "goes with the schema web only, found " + schema.name());
    }
    if (origins.isEmpty()) {
      privacy.fault("cookie", "goes with a list of origins, since any page could have it set else");
    }
  }

  private static Duration maxAge(Located cookie) {
    String text = cookie.text("max_age", null);
    if (text == null) {
      return MAX_AGE;
    }
    try {
      Duration age = Units.duration(text);
      if (age.toSeconds() > 0 && age.compareTo(LONGEST_AGE) <= 0) {
        return age;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // named below like a time out of bounds
    }
    cookie.fault("max_age", "must be a time from 1s to 400d, as 395d, found '" + text + "'");
    return MAX_AGE;
  }

  private static @Nullable String cookieName(Located in, String key) {
    String name = in.text(key, null);
    if (name == null || COOKIE_NAME.matcher(name).matches()) {
      return name;
    }
    in.fault(key, "must match " + COOKIE_NAME.pattern() + ", found '" + name + "'");
    return null;
  }

  /** One of the constants of an enum, written in lower case. */
  private static <E extends Enum<E>> E choice(Located in, String key, Class<E> type, E fallback) {
    String text = in.text(key, null);
    if (text == null) {
      return fallback;
    }
    Set<String> known = keys(type);
    if (!known.contains(text)) {
      in.fault(key, SiteCatalogueReader.unknown("one of", text, known));
      return fallback;
    }
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  private static <E extends Enum<E>> Set<String> keys(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
