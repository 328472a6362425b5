package dev.oceanus.bench.relay;

import dev.oceanus.bench.process.Medians;
import dev.oceanus.bench.process.Memory;
import dev.oceanus.bench.process.Service;
import dev.oceanus.bench.process.Service.Launch;
import dev.oceanus.bench.process.ServiceFlags;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.bench.redis.EventWeight;
import dev.oceanus.bench.redis.Filling;
import dev.oceanus.bench.redis.MeasuredRedis;
import dev.oceanus.bench.sample.Beacons;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.stream.Shard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Fills a stream, starts a relay on it whose bus keeps nothing, and times how it reads through. */
public final class RelayBench {
  private static final Shard STREAM = new Shard(Beacons.TABLE, 0);
  private static final String PUBLISHED = "oceanus_collector_relay_published_events_total";
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Workspace workspace;
  private final Plan plan;
  private final Path sites;
  private final Consumer<String> progress;

  /**
   * How much.
   *
   * @param events that are timed
   * @param warmUp events before those
   */
  public record Plan(int rounds, long events, long warmUp) {}

  /**
   * One stream read by a new process.
   *
   * @param round from 1
   * @param events that were timed
   * @param eventsPerSecond of those
   * @param cpuMicrosPerEvent CPU time of the relay for each of them
   * @param memory of the relay at the end
   * @param faults what makes this figure worth nothing; empty if nothing does
   */
  public record Round(
      int round,
      long events,
      double eventsPerSecond,
      double cpuMicrosPerEvent,
      Memory memory,
      List<String> faults) {}

  /**
   * What was found.
   *
   * @param plan how it was measured
   * @param eventsPerSecond median of the rounds
   * @param cpuMicrosPerEvent the same
   * @param peakBytes the most memory that the relay had resident, the same
   * @param rounds every round
   */
  public record Found(
      Plan plan,
      double eventsPerSecond,
      double cpuMicrosPerEvent,
      double peakBytes,
      List<Round> rounds) {
    /** Whether no round had a fault. */
    public boolean valid() {
      return rounds.stream().allMatch(round -> round.faults.isEmpty());
    }
  }

  public RelayBench(Workspace workspace, Plan plan, Path sites, Consumer<String> progress) {
    this.workspace = workspace;
    this.plan = plan;
    this.sites = sites;
    this.progress = progress;
  }

  /** Runs all rounds. */
  public Found run() {
    MeasuredRedis redis = MeasuredRedis.start(workspace);
    Filling filling = new Filling(redis, STREAM);
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= plan.rounds; i++) {
      EventWeight unused = filling.fill(plan.events + plan.warmUp);
      Round round = round(redis, i);
      rounds.add(round);
      progress.accept(
          "round %d of %d, relay into nothing: %.0f events/s%s"
              .formatted(
                  i,
                  plan.rounds,
                  round.eventsPerSecond,
                  round.faults.isEmpty() ? "" : ", INVALID: " + round.faults));
    }
    redis.reset();
    return new Found(
        plan,
        median(rounds, Round::eventsPerSecond),
        median(rounds, Round::cpuMicrosPerEvent),
        median(rounds, round -> round.memory.peakBytes()),
        rounds);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Medians.of(rounds.stream().mapToDouble(figure).toArray());
  }

  /** How far it was at an instant. */
  private record Point(long nanos, double published, long cpu) {}

  private Round round(MeasuredRedis redis, int number) {
    long all = plan.events + plan.warmUp;
    Launch launch =
        new Launch(
            "relay",
            NoopRelayMain.class,
            ServiceFlags.COLLECTOR,
            Map.of("OCEANUS_SITES_FILE", sites.toString(), "OCEANUS_REDIS_URL", redis.url()));
    try (Service relay = Service.start(workspace, launch)) {
      Duration unused = relay.awaitReady();
      Point from = await(relay, plan.warmUp);
      Point to = await(relay, all);
      double events = to.published - from.published;
      List<String> faults =
          to.published == all
              ? List.of()
              : List.of("appended %d events, published %.0f".formatted(all, to.published));
      return new Round(
          number,
          (long) events,
          events / ((to.nanos - from.nanos) / 1e9),
          (to.cpu - from.cpu) / events,
          relay.memory(),
          faults);
    }
  }

  /** Waits until so many events are published. */
  private static Point await(Service relay, long events) {
    long begun = System.nanoTime();
    while (true) {
      double published = relay.metric(PUBLISHED);
      if (published >= events) {
        return new Point(System.nanoTime(), published, relay.cpuMicros());
      }
      relay.checkAlive();
      if (System.nanoTime() - begun > LIMIT.toNanos()) {
        throw new IllegalStateException(
            "%.0f events were published after %s, not %d".formatted(published, LIMIT, events));
      }
      Retry.pause(LOOK);
    }
  }
}
