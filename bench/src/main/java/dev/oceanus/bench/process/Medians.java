package dev.oceanus.bench.process;

import java.util.Arrays;

/** The middle of some figures, which one odd round does not move. */
public final class Medians {
  private Medians() {}

  /** The middle one, or the mean of the two in the middle. */
  public static double of(double... figures) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("no median of no figures");
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
