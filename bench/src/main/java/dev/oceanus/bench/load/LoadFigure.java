package dev.oceanus.bench.load;

import dev.oceanus.bench.process.Medians;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Medians over the rounds of one contestant in one scenario.
 *
 * @param contestant its name
 * @param scenario what was asked
 * @param requestsPerSecond answered requests
 * @param eventsPerSecond answered events
 * @param p50Micros median latency
 * @param p99Micros 99th percentile of the latency
 * @param cpuMicrosPerEvent CPU time of each process for an event
 * @param ratioToNginx requests a second as a share of nginx'; null for nginx itself
 * @param valid whether no round had a fault
 */
public record LoadFigure(
    String contestant,
    Scenario scenario,
    double requestsPerSecond,
    double eventsPerSecond,
    double p50Micros,
    double p99Micros,
    Map<String, Double> cpuMicrosPerEvent,
    @Nullable Double ratioToNginx,
    boolean valid) {
  private static final String NGINX = "nginx";

  /** The figures of all rounds, in the order in which scenarios and contestants first appear. */
  static List<LoadFigure> of(List<LoadRound> rounds) {
    Map<List<Object>, List<LoadRound>> groups = new LinkedHashMap<>();
    for (LoadRound round : rounds) {
      groups
          .computeIfAbsent(List.of(round.scenario(), round.contestant()), key -> new ArrayList<>())
          .add(round);
    }
    Map<Scenario, Double> nginx = new LinkedHashMap<>();
    groups.forEach(
        (key, group) -> {
          if (NGINX.equals(group.getFirst().contestant())) {
            nginx.put(group.getFirst().scenario(), median(group, LoadRound::requestsPerSecond));
          }
        });
    return groups.values().stream().map(group -> of(group, nginx)).toList();
  }

  private static LoadFigure of(List<LoadRound> group, Map<Scenario, Double> nginx) {
    LoadRound first = group.getFirst();
    double requests = median(group, LoadRound::requestsPerSecond);
    Double other = nginx.get(first.scenario());
    Map<String, Double> cpu = new LinkedHashMap<>();
    for (String process : first.cpuMicrosPerEvent().keySet()) {
      cpu.put(
          process,
          median(group, round -> round.cpuMicrosPerEvent().getOrDefault(process, Double.NaN)));
    }
    return new LoadFigure(
        first.contestant(),
        first.scenario(),
        requests,
        median(group, LoadRound::eventsPerSecond),
        median(group, round -> round.wrk().p50Micros()),
        median(group, round -> round.wrk().p99Micros()),
        cpu,
        other == null || NGINX.equals(first.contestant()) ? null : requests / other,
        group.stream().allMatch(round -> round.faults().isEmpty()));
  }

  private static double median(Collection<LoadRound> rounds, ToDoubleFunction<LoadRound> figure) {
    return Medians.of(rounds.stream().mapToDouble(figure).toArray());
  }
}
