package dev.oceanus.common.site;

import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.stream.Lane;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 */
public record Site(
    String name, Schema schema, Lane lane, Set<Accepts> accepts, Set<String> origins, Form form) {
  public Site {
    accepts = Set.copyOf(accepts);
    origins = Set.copyOf(origins);
  }

  /** An interface of the collector that a site may be open to. */
  public enum Accepts {
    /** {@code /v1/events}. */
    EVENTS,
    /** {@code /v1/pixel}. */
    PIXEL,
    /** {@code /v1/form}. */
    FORM,
    /** {@code /swallow} of the Python system. */
    SWALLOW
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
}
