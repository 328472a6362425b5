package dev.oceanus.local.doctor.facts;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page.
 *
 * @param url where it was found in the end
 * @param status of its answer; 0 if it was not seen
 * @param policies each Content-Security-Policy in force; null if they could not be seen
 */
public record Page(URI url, int status, @Nullable List<PolicyText> policies) {
  public Page {
    policies = policies == null ? null : List.copyOf(policies);
  }

  /**
   * A policy as it was written.
   *
   * @param text the directives
   * @param place where it stands
   */
  public record PolicyText(String text, Place place) {
    /** Those of a header, in which commas or, from a browser, line ends separate them. */
    public static List<PolicyText> ofHeader(String value) {
      return Arrays.stream(value.split("[,\n]"))
          .filter(text -> !text.isBlank())
          .map(text -> new PolicyText(text.strip(), Place.HEADER))
          .toList();
    }
  }

  /** Where a policy stands. */
  public enum Place {
    HEADER("header Content-Security-Policy"),
    META("meta element");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    /** As people call it. */
    public String words() {
      return words;
    }
  }

  /** As browsers send it. */
  public String origin() {
    return Urls.origin(url);
  }
}
