package dev.oceanus.common.site;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a site leaves out of what it is sent, before anything of it is stored.
 *
 * @param address what becomes of a client's address
 * @param place whether country, region and city are stored
 * @param objection what a browser that objects gets
 * @param mask names of columns and of keys of the properties whose values are replaced
 * @param parameters which parameters of a page's URL are stored
 * @param visitor where the ids of visitors and sessions come from
 * @param cookie the visitor's cookie that the collector sets, or null for none
 */
public record Privacy(
    Address address,
    boolean place,
    Objection objection,
    Set<String> mask,
    Parameters parameters,
    Visitor visitor,
    @Nullable Cookie cookie) {
  /** Everything is stored as it was sent. */
  public static final Privacy NONE =
      new Privacy(Address.KEEP, true, Objection.NONE, Set.of(), Parameters.ALL, Visitor.SENT, null);

  public Privacy {
    mask = Set.copyOf(mask);
  }

  /**
   * Names of what these settings change, under which the same must not be kept as it was sent: in
   * the table of refused events.
   */
  Set<String> changed() {
    Set<String> names = new LinkedHashSet<>(mask);
    if (address != Address.KEEP) {
      names.addAll(Set.of("ip", "rad"));
    }
    if (!parameters.all()) {
      names.addAll(Set.of("page_url", "referrer", "url", "ref"));
    }
    if (visitor == Visitor.DAILY) {
      names.addAll(Set.of("visitor_id", "session_id", "sid"));
    }
    return names;
  }

  /** What becomes of a client's address. */
  public enum Address {
    /** It is stored whole. */
    KEEP,
    /** Only its network is stored: the first 24 bits of IPv4, the first 48 of IPv6. */
    TRUNCATE,
    /** It is not stored. */
    DROP
  }

  /** Where the ids of visitors and sessions come from. */
  public enum Visitor {
    /** From the page. */
    SENT,
    /** From the collector: a keyed hash that holds for a day and needs no cookie. */
    DAILY
  }

  /** A header by which a browser objects. */
  public enum Signal {
    /** {@code Sec-GPC: 1}. */
    GPC,
    /** {@code DNT: 1}. */
    DNT
  }

  /** What a browser that objects gets. */
  public enum Then {
    /** The same as any other. */
    IGNORE,
    /** Its events are stored without what could identify it. */
    ANONYMISE,
    /** Its events are not stored. */
    DROP
  }

  /**
   * How a browser objects, and what follows.
   *
   * @param signals headers that count
   * @param optOutCookie name of a cookie whose presence counts, or null
   * @param then what follows
   */
  public record Objection(Set<Signal> signals, @Nullable String optOutCookie, Then then) {
    /** Nothing counts as one. */
    public static final Objection NONE = new Objection(Set.of(), null, Then.IGNORE);

    public Objection {
      signals = Set.copyOf(signals);
    }
  }

  /**
   * Which parameters of a page's URL, and of the URL that led to it, are stored.
   *
   * @param all whether all are
   * @param listed the only ones that are, where not all are
   */
  public record Parameters(boolean all, Set<String> listed) {
    /** All of them. */
    public static final Parameters ALL = new Parameters(true, Set.of());

    /** None of them. */
    public static final Parameters NONE = new Parameters(false, Set.of());

    public Parameters {
      listed = Set.copyOf(listed);
    }
  }

  /**
   * A cookie with the visitor's id, set by the collector. It is Secure and HttpOnly, and belongs to
   * the collector's host alone.
   *
   * @param name of the cookie
   * @param crossSite whether it is sent from pages of other sites (SameSite None instead of Lax)
   * @param maxAge how long a browser keeps it, from the first event on
   */
  public record Cookie(String name, boolean crossSite, Duration maxAge) {}
}
