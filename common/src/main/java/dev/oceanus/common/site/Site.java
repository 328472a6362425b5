package dev.oceanus.common.site;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.stream.Lane;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One web property, as {@code sites.yaml} describes it.
 *
 * @param name {@code [A-Za-z0-9_-]{1,64}}, as in routes
 * @param schema its events' schema, its own columns included
 * @param lane the table that its events go to
 * @param accepts which interfaces it takes events by
 * @param origins exact origins that browsers may send from, e.g. {@code https://shop.example:8443};
 *     empty for any origin, then without credentials
 * @param form how its forms are taken
 * @param refused what is kept of its refused events
 * @param access what it allows beyond what any page may do
 * @param privacy what it leaves out of what it is sent
 * @param live whether its events are published as they happen, where there is a bus
 */
public record Site(
    String name,
    Schema schema,
    Lane lane,
    Set<Accepts> accepts,
    Set<String> origins,
    Form form,
    Refused refused,
    Access access,
    Privacy privacy,
    boolean live) {
  /** Columns of the Python system's tables that hold what one of ours does. */
  private static final Map<String, String> SAME_AS = Map.of("rad", "ip", "ua", "user_agent");

  public Site {
    accepts = Set.copyOf(accepts);
    origins = Set.copyOf(origins);
  }

  /** A site that keeps refused events as they were sent. */
  public Site(
      String name, Schema schema, Lane lane, Set<Accepts> accepts, Set<String> origins, Form form) {
    this(name, schema, lane, accepts, origins, form, Refused.AS_SENT);
  }

  /** A site that allows no more than any page may do, and stores what it is sent. */
  public Site(
      String name,
      Schema schema,
      Lane lane,
      Set<Accepts> accepts,
      Set<String> origins,
      Form form,
      Refused refused) {
    this(name, schema, lane, accepts, origins, form, refused, Access.PAGES_ONLY, Privacy.NONE);
  }

  /** A site whose events are live. */
  public Site(
      String name,
      Schema schema,
      Lane lane,
      Set<Accepts> accepts,
      Set<String> origins,
      Form form,
      Refused refused,
      Access access,
      Privacy privacy) {
    this(name, schema, lane, accepts, origins, form, refused, access, privacy, true);
  }

  /** The same site that allows this. */
  public Site with(Access allowed) {
    return new Site(name, schema, lane, accepts, origins, form, refused, allowed, privacy, live);
  }

  /** The same site with these settings. */
  public Site with(Privacy settings) {
    return new Site(name, schema, lane, accepts, origins, form, refused, access, settings, live);
  }

  /** Whether a browser at this origin may send to it; null for what is no browser. */
  public boolean admits(@Nullable String origin) {
    return origin == null || origins.isEmpty() || origins.contains(origin);
  }

  /** All names under which what is masked in refused events may be sent or kept. */
  public Set<String> maskedNames() {
    Set<String> masked = new LinkedHashSet<>(refused.mask);
    masked.addAll(privacy.mask());
    return allNames(masked);
  }

  /**
   * All names under which what was sent must not be kept: what is masked, and whatever the site's
   * privacy settings take out of its events.
   */
  public Set<String> hiddenNames() {
    Set<String> hidden = new LinkedHashSet<>(refused.mask);
    hidden.addAll(privacy.changed());
    return allNames(hidden);
  }

  /**
   * These names, and where one of them means a column, the column's own, its names on the wire and
   * the form fields that lead to it; an address is an address by whichever name.
   */
  public Set<String> allNames(Set<String> some) {
    Set<String> names = new LinkedHashSet<>(some);
    for (Field field : schema.fields()) {
      List<String> all = new ArrayList<>(field.source().names());
      all.add(field.name());
      all.add(SAME_AS.getOrDefault(field.name(), field.name()));
      form.columns.forEach(
          (from, to) -> {
            if (to.equals(field.name())) {
              all.add(from);
            }
          });
      if (all.stream().anyMatch(name -> some.stream().anyMatch(name::equalsIgnoreCase))) {
        names.addAll(all);
      }
    }
    return names;
  }

  /** An interface of the collector that a site may be open to. */
  public enum Accepts {
    /** {@code /v1/events}. */
    EVENTS,
    /** {@code /v1/pixel}. */
    PIXEL,
    /** {@code /v1/form}. */
    FORM,
    /** {@code /v1/mail}. */
    MAIL,
    /** {@code /v1/click}. */
    CLICK,
    /** {@code /v1/server}, for which a site needs keys. */
    SERVER,
    /** {@code /swallow} of the Python system. */
    SWALLOW,
    /** {@code /gaze} of the Python system. */
    GAZE,
    /** {@code /pierce} of the Python system. */
    PIERCE,
    /** {@code /pirate} of the Python system. */
    PIRATE
  }

  /**
   * What is kept of refused events, and of what could not become a row.
   *
   * @param mask names of parameters, JSON keys, form fields and columns whose values are replaced
   * @param keepRaw whether what was sent is kept at all
   */
  public record Refused(Set<String> mask, boolean keepRaw) {
    /** Everything as it was sent. */
    public static final Refused AS_SENT = new Refused(Set.of(), true);

    public Refused {
      mask = Set.copyOf(mask);
    }
  }

  /**
   * How forms are taken.
   *
   * @param columns form field to column; other form fields become properties
   * @param next hosts ({@code host} or {@code host:port}) to which {@code _next} may lead
   */
  public record Form(Map<String, String> columns, List<String> next) {
    /** Forms without columns of their own or a page to follow. */
    public static final Form PLAIN = new Form(Map.of(), List.of());

    public Form {
      columns = Map.copyOf(columns);
      next = List.copyOf(next);
    }
  }

  /**
   * What a site allows beyond what any page may do, and how often anything.
   *
   * @param keys of its servers
   * @param openPierce whether {@code /pierce} takes events without a key
   * @param clickHosts hosts ({@code host} or {@code host:port}) to which clicks are led without a
   *     signature
   * @param limits how many requests it takes
   */
  public record Access(WriteKeys keys, boolean openPierce, Set<String> clickHosts, Limits limits) {
    /** Nothing, as often as it comes. */
    public static final Access PAGES_ONLY =
        new Access(WriteKeys.NONE, false, Set.of(), Limits.NONE);

    public Access {
      clickHosts = Set.copyOf(clickHosts);
    }

    /** As {@link #PAGES_ONLY}, but for this of {@code /pierce} and keys. */
    public Access(WriteKeys keys, boolean openPierce) {
      this(keys, openPierce, Set.of(), Limits.NONE);
    }
  }

  /**
   * How many requests a site takes.
   *
   * @param site of all together, or null for any number
   * @param address of one client address each, or null for any number
   */
  public record Limits(@Nullable Rate site, @Nullable Rate address) {
    /** Any number. */
    public static final Limits NONE = new Limits(null, null);
  }
}
