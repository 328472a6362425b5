package dev.oceanus.local.doctor.facts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a page for a collector.
 *
 * @param scripts its script elements that load something; null if they could not be seen
 * @param state what {@code window.oceanus} is; null if it could not be seen
 */
public record Tags(@Nullable List<Script> scripts, @Nullable State state) {
  public Tags {
    scripts = scripts == null ? null : List.copyOf(scripts);
  }

  /**
   * A script element.
   *
   * @param src absolute
   * @param attributes in lower case, as {@code data-site}
   * @param nonce empty if it has none
   */
  public record Script(String src, Map<String, String> attributes, String nonce) {
    public Script {
      attributes = Map.copyOf(attributes);
    }
  }

  /**
   * What {@code window.oceanus} is.
   *
   * @param kind what it is
   * @param version of the tag that runs, or empty
   */
  public record State(Kind kind, String version) {}

  /** What may stand under the tag's name. */
  public enum Kind {
    /** Nothing. */
    ABSENT,
    /** The queue of calls that wait for the tag. */
    QUEUE,
    /** The tag. */
    RUNNING,
    /** Something else that took the name. */
    OTHER
  }
}
