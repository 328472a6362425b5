package dev.oceanus.bench.drain;

import dev.oceanus.bench.drain.DrainWatch.Point;
import dev.oceanus.bench.process.Memory;
import dev.oceanus.bench.process.Service;
import dev.oceanus.bench.process.Service.Launch;
import dev.oceanus.bench.process.ServiceFlags;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.bench.redis.EventWeight;
import dev.oceanus.bench.redis.Filling;
import dev.oceanus.bench.redis.MeasuredRedis;
import dev.oceanus.bench.sample.Beacons;
import dev.oceanus.common.stream.Shard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Fills a stream, starts a loader on it, and times how it empties it; the sinks in turns. */
public final class DrainBench {
  private static final Shard STREAM = new Shard(Beacons.TABLE, 0);
  private static final String COMMITTED = "oceanus_loader_rows_committed_total";

  private final Workspace workspace;
  private final Plan plan;
  private final Path sites;
  private final Consumer<String> progress;

  /**
   * How much.
   *
   * @param rounds of each sink
   * @param rows that are timed
   * @param warmUp rows before those
   */
  public record Plan(int rounds, long rows, long warmUp) {}

  /**
   * What was found.
   *
   * @param plan how it was measured
   * @param weight of an event in Redis
   * @param figures medians
   * @param rounds every round
   */
  public record Found(
      Plan plan, EventWeight weight, List<DrainFigure> figures, List<DrainRound> rounds) {}

  public DrainBench(Workspace workspace, Plan plan, Path sites, Consumer<String> progress) {
    this.workspace = workspace;
    this.plan = plan;
    this.sites = sites;
    this.progress = progress;
  }

  /** Runs all rounds. */
  public Found run() {
    MeasuredRedis redis = MeasuredRedis.start(workspace);
    Filling filling = new Filling(redis, STREAM);
    progress.accept("filling a stream with %d events".formatted(plan.rows + plan.warmUp));
    EventWeight weight = filling.fill(plan.rows + plan.warmUp);
    List<DrainRound> rounds = new ArrayList<>();
    for (int round = 1; round <= plan.rounds; round++) {
      for (Sink sink : Sink.values()) {
        if (!rounds.isEmpty()) {
          filling.fill(plan.rows + plan.warmUp);
        }
        rounds.add(round(redis, sink, round));
      }
    }
    redis.reset();
    return new Found(plan, weight, DrainFigure.of(rounds), rounds);
  }

  private DrainRound round(MeasuredRedis redis, Sink sink, int round) {
    long all = plan.rows + plan.warmUp;
    DrainRound found;
    try (Destination destination = Destination.of(sink, workspace, all)) {
      Drained drained = drain(redis, sink, destination);
      List<String> faults = new ArrayList<>(destination.faults(all));
      if (drained.committed != all) {
        faults.add("appended %d events, committed %d rows".formatted(all, drained.committed));
      }
      found = drained.round(sink, round, all, faults);
    }
    progress.accept(
        "round %d of %d, loader into %s: %.0f rows/s%s"
            .formatted(
                round,
                plan.rounds,
                sink.key(),
                found.rowsPerSecond(),
                found.faults().isEmpty() ? "" : ", INVALID: " + found.faults()));
    return found;
  }

  private Drained drain(MeasuredRedis redis, Sink sink, Destination destination) {
    long begun = System.nanoTime();
    long before = destination.bytes();
    try (Service loader = Service.start(workspace, launch(redis, sink, destination))) {
      DrainWatch watch = new DrainWatch(redis, loader, STREAM);
      Point from = watch.awaitWaiting(plan.rows);
      Point to = watch.awaitEnd();
      loader.awaitReady();
      return new Drained(
          begun,
          from,
          to,
          (long) loader.metric(COMMITTED),
          destination.bytes() - before,
          loader.memory());
    }
  }

  /** What was seen of one process. */
  private record Drained(
      long begun, Point from, Point to, long committed, long bytes, Memory memory) {
    DrainRound round(Sink sink, int round, long all, List<String> faults) {
      double rows = from.waiting();
      return new DrainRound(
          sink,
          round,
          from.waiting(),
          rows / ((to.nanos() - from.nanos()) / 1e9),
          all / ((to.nanos() - begun) / 1e9),
          (to.loaderCpu() - from.loaderCpu()) / rows,
          (to.redisCpu() - from.redisCpu()) / rows,
          (double) bytes / all,
          memory,
          faults);
    }
  }

  private Launch launch(MeasuredRedis redis, Sink sink, Destination destination) {
    Map<String, String> settings = new HashMap<>(destination.settings());
    settings.put("OCEANUS_SITES_FILE", sites.toString());
    settings.put("OCEANUS_REDIS_URL", redis.url());
    return new Launch("loader-" + sink.key(), sink.main(), ServiceFlags.LOADER, settings);
  }
}
