package dev.oceanus.bench.rules;

import dev.oceanus.bench.process.ServiceFlags;
import dev.oceanus.bench.process.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Lets JMH time the rules in processes of their own, which run as the notifier does. */
public final class RulesBench {
  private static final double NANOS = 1e3;
  private static final String PACKAGE = RuleBenchmark.class.getName();

  private final Workspace workspace;
  private final Plan plan;
  private final Consumer<String> progress;

  /**
   * How much.
   *
   * @param rounds processes for each figure
   * @param warmUps iterations in each that do not count
   * @param iterations in each that do
   * @param time of each iteration
   */
  public record Plan(int rounds, int warmUps, int iterations, Duration time) {}

  /**
   * Rules of one kind.
   *
   * @param rules how many
   * @param micros mean time for one rule and one event that is read already
   * @param error half the width of the interval that holds the mean with 99.9 %, in microseconds;
   *     null if there are too few iterations to say
   */
  public record Figure(Kind kind, int rules, double micros, @Nullable Double error) {}

  /**
   * What was found.
   *
   * @param rules how many there are in all
   * @param kinds each kind of rule
   * @param decodeMicros to read one event as it comes from the bus
   * @param eventMicros for one event, from the bus to the last of all rules, its properties read as
   *     well
   * @param faults what makes these figures worth nothing; empty if nothing does
   */
  public record Found(
      Plan plan,
      int rules,
      List<Figure> kinds,
      double decodeMicros,
      double eventMicros,
      List<String> faults) {
    /** Whether there was no fault. */
    public boolean valid() {
      return faults.isEmpty();
    }

    /** All that one event costs, by the number of rules. */
    public double microsPerRule() {
      return eventMicros / rules;
    }
  }

  public RulesBench(Workspace workspace, Plan plan, Consumer<String> progress) {
    this.workspace = workspace;
    this.plan = plan;
    this.progress = progress;
  }

  /** Measures all. */
  public Found run() {
    List<String> faults = faults();
    Map<String, Result<?>> times = new LinkedHashMap<>();
    for (RunResult each : jmh()) {
      String kind = each.getParams().getParam(RuleBenchmark.KIND);
      Result<?> result = each.getPrimaryResult();
      times.put(kind == null ? result.getLabel() : kind, result);
    }
    List<Figure> figures = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      int rules = kind.conditions().size();
      Result<?> time = time(times, kind.name());
      double error = time.getScoreError() / NANOS / rules;
      figures.add(
          new Figure(
              kind,
              rules,
              time.getScore() / NANOS / rules,
              Double.isFinite(error) ? (Double) error : null));
    }
    Found found =
        new Found(
            plan,
            SampleRules.count(),
            figures,
            time(times, "decode").getScore() / NANOS,
            time(times, "event").getScore() / NANOS,
            faults);
    progress.accept(
        "%d rules: %.2f us a rule and event%s"
            .formatted(
                found.rules,
                found.microsPerRule(),
                faults.isEmpty() ? "" : ", INVALID: " + faults));
    return found;
  }

  private static Result<?> time(Map<String, Result<?>> times, String name) {
    Result<?> time = times.get(name);
    if (time == null) {
      throw new IllegalStateException("JMH has timed " + times.keySet() + ", but not " + name);
    }
    return time;
  }

  private Collection<RunResult> jmh() {
    Path log = workspace.folder("rules").resolve("jmh.log");
    TimeValue time = TimeValue.milliseconds(plan.time.toMillis());
    List<String> flags = new ArrayList<>(ServiceFlags.NOTIFIER.flags());
    flags.add("-Djava.io.tmpdir=" + log.getParent());
    try {
      return new Runner(
              new OptionsBuilder()
                  .include("^" + PACKAGE.replace(".", "\\.") + "\\.")
                  .forks(plan.rounds)
                  .warmupIterations(plan.warmUps)
                  .warmupTime(time)
                  .measurementIterations(plan.iterations)
                  .measurementTime(time)
                  .threads(1)
                  .shouldFailOnError(true)
                  .jvmArgs(flags.toArray(String[]::new))
                  .output(log.toString())
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH could not time the rules: " + e.getMessage(), e);
    }
  }

  /** What the rules hold for is known: figures of others would say nothing. */
  private static List<String> faults() {
    List<String> faults = new ArrayList<>();
    RuleBenchmark.Feed feed = new RuleBenchmark.Feed();
    int told = 0;
    int expected = 0;
    for (int i = 1; i <= Happening.CYCLE; i++) {
      Happening happening = Happening.of(i);
      expected += happening == null ? 0 : happening.rules().size();
      told += RuleBenchmark.holding(feed.rules(), feed.next().orElseThrow());
    }
    if (told != expected) {
      faults.add("rules held %d times, expected %d".formatted(told, expected));
    }
    return faults;
  }
}
