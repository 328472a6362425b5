package dev.oceanus.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A figure beside what it is to be.
 *
 * @param name what is measured
 * @param unit of both numbers
 * @param rule whether more or less is better
 * @param wanted the limit
 * @param found the figure
 * @param valid whether the figure counts
 */
public record Target(
    String name, String unit, Rule rule, double wanted, double found, boolean valid) {
  /** Which side of the limit is good. */
  public enum Rule {
    AT_LEAST,
    AT_MOST
  }

  /** Whether the figure counts and is on the good side. */
  @JsonProperty
  public boolean met() {
    return valid
        && switch (rule) {
          case AT_LEAST -> found >= wanted;
          case AT_MOST -> found <= wanted;
        };
  }
}
