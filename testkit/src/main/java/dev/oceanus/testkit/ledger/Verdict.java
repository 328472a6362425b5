package dev.oceanus.testkit.ledger;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the oracle says.
 *
 * @param counts how many there were of what
 * @param total number of all differences
 * @param differences the first of them
 */
public record Verdict(Counts counts, long total, List<Difference> differences) {
  public Verdict {
    differences = List.copyOf(differences);
  }

  /**
   * Figures of a run, in events unless they say otherwise.
   *
   * @param sent good ones
   * @param acknowledged good ones that were answered 2xx
   * @param unknown good ones without an answer, or answered 5xx
   * @param unknownKept those of the unknown that are in a table
   * @param refused bad ones, meant to be refused
   * @param stored rows of the tables
   * @param dead dead letters
   * @param batches committed batches
   */
  public record Counts(
      long sent,
      long acknowledged,
      long unknown,
      long unknownKept,
      long refused,
      long stored,
      long dead,
      long batches) {
    @Override
    public String toString() {
      return ("%d sent, %d acknowledged, %d unknown (%d of them kept), %d to be refused;"
              + " %d stored, %d dead letters, %d batches")
          .formatted(sent, acknowledged, unknown, unknownKept, refused, stored, dead, batches);
    }
  }

  /** Whether nothing differs. */
  public boolean passed() {
    return total == 0;
  }

  @Override
  public String toString() {
    String lines = differences.stream().map(each -> "\n  " + each).collect(Collectors.joining());
    return "%s: %s%s"
        .formatted(passed() ? "PASS" : "FAIL, " + total + " differences", counts, lines);
  }
}
