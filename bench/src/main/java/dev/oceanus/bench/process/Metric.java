package dev.oceanus.bench.process;

/** Reads Prometheus' text format as far as sums need it. */
final class Metric {
  private Metric() {}

  /**
   * Sum over all labels.
   *
   * @throws IllegalArgumentException if there is no such metric: a figure must not be zero by a
   *     mistyped name
   */
  static double sum(String text, String name) {
    double[] values =
        text.lines()
            .filter(line -> line.startsWith(name))
            .filter(line -> line.length() > name.length() && isEnd(line.charAt(name.length())))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .toArray();
    if (values.length == 0) {
      throw new IllegalArgumentException("no metric " + name + " among those of the process");
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static boolean isEnd(char c) {
    return c == '{' || c == ' ';
  }
}
