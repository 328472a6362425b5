package dev.oceanus.bench.rules;

import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.notifier.event.Incoming;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.rules.Condition.UndecidedException;
import dev.oceanus.notifier.rules.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What JMH times: each call takes the next event of the shop. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RuleBenchmark {
  static final String KIND = "kind";

  private static final Instant NOW = Instant.parse("2026-11-18T01:02:04Z");

  /** Events as they come. */
  @State(Scope.Benchmark)
  public static class Feed {
    private final Incoming incoming = new Incoming(SampleRules.catalogue());
    private final List<Rule> rules = SampleRules.book(List.of(Kind.values())).rules();
    private final LiveEvent[] events =
        IntStream.range(0, Happening.CYCLE).mapToObj(Happening::live).toArray(LiveEvent[]::new);
    private int at;

    List<Rule> rules() {
      return rules;
    }

    Optional<Occurrence> next() {
      at = (at + 1) % events.length;
      return incoming.read(events[at], NOW);
    }
  }

  /** Events that are read already, and the rules of one kind. */
  @State(Scope.Benchmark)
  public static class OneKind {
    /** Each of them; JMH wants their names. */
    @Param({"NAME", "NUMBER", "URL", "PATTERN", "EMPTY", "SEVERAL", "SELDOM", "UNDECIDED"})
    public Kind kind = Kind.NAME;

    private final Incoming incoming = new Incoming(SampleRules.catalogue());
    private final Occurrence[] events =
        IntStream.range(0, Happening.CYCLE)
            .mapToObj(number -> incoming.read(Happening.live(number), NOW).orElseThrow())
            .toArray(Occurrence[]::new);
    private List<Rule> rules = List.of();
    private int at;

    /** Reads the rules, and the properties of the events. */
    @Setup
    public void read() {
      rules = SampleRules.book(List.of(kind)).rules();
      for (Occurrence event : events) {
        event.properties();
      }
    }

    Occurrence next() {
      at = (at + 1) % events.length;
      return events[at];
    }
  }

  /** One event against the rules of a kind. */
  @Benchmark
  public int rules(OneKind state) {
    return holding(state.rules, state.next());
  }

  /** One event as it comes from the bus, against all rules. */
  @Benchmark
  public int event(Feed feed) {
    return holding(feed.rules, feed.next().orElseThrow());
  }

  /** The same without a rule. */
  @Benchmark
  public Optional<Occurrence> decode(Feed feed) {
    return feed.next();
  }

  /** How many of the rules hold. */
  static int holding(List<Rule> rules, Occurrence event) {
    int held = 0;
    for (Rule rule : rules) {
      try {
        held += rule.holds(event) ? 1 : 0;
      } catch (UndecidedException e) {
        // as good as not holding; the notifier counts it
      }
    }
    return held;
  }
}
