package dev.oceanus.bench.drain;

import dev.oceanus.bench.process.Medians;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Medians over the rounds of one sink.
 *
 * @param sink where to
 * @param rowsPerSecond once warm
 * @param rowsPerSecondInAll with the start of the process
 * @param cpuMicrosPerRow CPU time of the loader for each row
 * @param redisCpuMicrosPerRow that of Redis
 * @param wireBytesPerRow that the loader sent for each row; 0 where that is not counted
 * @param peakBytes the most memory that the loader had resident
 * @param valid whether no round had a fault
 */
public record DrainFigure(
    Sink sink,
    double rowsPerSecond,
    double rowsPerSecondInAll,
    double cpuMicrosPerRow,
    double redisCpuMicrosPerRow,
    double wireBytesPerRow,
    double peakBytes,
    boolean valid) {
  static List<DrainFigure> of(List<DrainRound> rounds) {
    List<DrainFigure> figures = new ArrayList<>();
    for (Sink sink : Sink.values()) {
      List<DrainRound> own = rounds.stream().filter(round -> round.sink() == sink).toList();
      if (!own.isEmpty()) {
        figures.add(
            new DrainFigure(
                sink,
                median(own, DrainRound::rowsPerSecond),
                median(own, DrainRound::rowsPerSecondInAll),
                median(own, DrainRound::cpuMicrosPerRow),
                median(own, DrainRound::redisCpuMicrosPerRow),
                median(own, DrainRound::wireBytesPerRow),
                median(own, round -> round.memory().peakBytes()),
                own.stream().allMatch(round -> round.faults().isEmpty())));
      }
    }
    return figures;
  }

  /** How many rows one core would take in a second, if it had nothing else to do. */
  public double rowsPerSecondOfOneCore() {
    return 1e6 / cpuMicrosPerRow;
  }

  private static double median(List<DrainRound> rounds, ToDoubleFunction<DrainRound> figure) {
    return Medians.of(rounds.stream().mapToDouble(figure).toArray());
  }
}
