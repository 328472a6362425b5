package dev.oceanus.common.schema;

import java.util.List;

/**
 * Where a field's value comes from.
 *
 * @param kind who supplies it
 * @param names for {@link Kind#WIRE} and {@link Kind#PROPERTY} the names it may carry in a request,
 *     the short one first; empty otherwise
 */
public record Source(Kind kind, List<String> names) {
  /** Who supplies a value. */
  public enum Kind {
    /** The request: a query parameter, a form field or a JSON key. */
    WIRE,
    /** A key of the event's properties, for columns that a site adds. */
    PROPERTY,
    /** The collector itself: clocks, ids, the site's name. */
    COLLECTOR,
    /** The connection and the load balancer's headers. */
    CONNECTION,
    /** Derived from the User-Agent header. */
    USER_AGENT,
    /** Derived from the page's URL. */
    PAGE_URL,
    /** The loader, while it converts. */
    LOADER
  }

  public Source {
    names = List.copyOf(names);
    if ((kind == Kind.WIRE || kind == Kind.PROPERTY) == names.isEmpty()) {
      throw new IllegalArgumentException(kind + " with names " + names);
    }
  }

  /** A value of the request under any of these names. */
  public static Source wire(String... names) {
    return new Source(Kind.WIRE, List.of(names));
  }

  /** A value of the properties under this key. */
  public static Source property(String key) {
    return new Source(Kind.PROPERTY, List.of(key));
  }

  /** A value that nobody sends. */
  public static Source of(Kind kind) {
    return new Source(kind, List.of());
  }
}
