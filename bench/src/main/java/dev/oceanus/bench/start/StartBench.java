package dev.oceanus.bench.start;

import dev.oceanus.bench.process.Medians;
import dev.oceanus.bench.process.Memory;
import dev.oceanus.bench.process.Service;
import dev.oceanus.bench.process.Service.Launch;
import dev.oceanus.bench.process.ServiceFlags;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.bench.redis.MeasuredRedis;
import dev.oceanus.collector.CollectorMain;
import dev.oceanus.common.life.Retry;
import dev.oceanus.loader.LoaderMain;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts collector and loader several times, in turns, on an empty Redis: from the start of the
 * process to the first 200 of {@code /readyz}. Where the JDK can keep classes and code of an
 * earlier run (JDK 25), also with those.
 */
public final class StartBench {
  private static final int CACHE_SINCE = 25;
  private static final Duration IDLE = Duration.ofSeconds(2);

  private final Workspace workspace;
  private final int starts;
  private final Path sites;
  private final Consumer<String> progress;

  public StartBench(Workspace workspace, int starts, Path sites, Consumer<String> progress) {
    this.workspace = workspace;
    this.starts = starts;
    this.sites = sites;
    this.progress = progress;
  }

  /**
   * One process, started several times.
   *
   * @param process its name
   * @param cached whether with the JDK's cache
   * @param readyMillis median time to ready
   * @param allMillis every time
   * @param idle its memory 2 s after it was ready
   */
  public record StartFigure(
      String process, boolean cached, double readyMillis, List<Double> allMillis, Memory idle) {}

  /** Measures all. */
  public List<StartFigure> run() {
    MeasuredRedis redis = MeasuredRedis.start(workspace);
    Map<Launch, List<Double>> times = new LinkedHashMap<>();
    Map<Launch, Memory> idle = new LinkedHashMap<>();
    List<Launch> plain = List.of(collector(redis), loader(redis));
    plain.forEach(launch -> times.put(launch, new ArrayList<>()));
    if (cacheable()) {
      plain.forEach(launch -> times.put(cached(launch), new ArrayList<>()));
    }
    for (int i = 0; i <= starts; i++) {
      boolean last = i == starts;
      for (Map.Entry<Launch, List<Double>> each : times.entrySet()) {
        try (Service service = Service.start(workspace, each.getKey())) {
          double millis = service.awaitReady().toNanos() / 1e6;
          if (last) { // one more than is timed, to look at it while it idles
            Retry.pause(IDLE);
            idle.put(each.getKey(), service.memory());
          } else {
            each.getValue().add(millis);
          }
        }
      }
    }
    List<StartFigure> figures = new ArrayList<>();
    times.forEach(
        (launch, all) -> figures.add(figure(launch, all, idle.getOrDefault(launch, Memory.NONE))));
    figures.forEach(
        figure ->
            progress.accept(
                "%s%s: ready in %.0f ms"
                    .formatted(
                        figure.process(),
                        figure.cached() ? " with the JDK's cache" : "",
                        figure.readyMillis())));
    return figures;
  }

  private static StartFigure figure(Launch launch, List<Double> all, Memory idle) {
    boolean cached =
        launch.flags().flags().stream().anyMatch(flag -> flag.startsWith("-XX:AOTCache="));
    double median = Medians.of(all.stream().mapToDouble(Double::doubleValue).toArray());
    return new StartFigure(launch.name(), cached, median, all, idle);
  }

  /** Such a cache needs jars; a build's folders of classes have none. */
  private static boolean cacheable() {
    if (Runtime.version().feature() < CACHE_SINCE) {
      return false;
    }
    for (String part : Service.classPath().split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(part))) {
        return false;
      }
    }
    return true;
  }

  /** Runs it once to fill the cache, as an image is to do when it is built. */
  private Launch cached(Launch launch) {
    progress.accept("filling the JDK's cache for " + launch.name());
    Path cache = workspace.folder().resolve(launch.name() + ".aot");
    ServiceFlags training = launch.flags().with("-XX:AOTCacheOutput=" + cache);
    try (Service service =
        Service.start(
            workspace, new Launch(launch.name(), launch.main(), training, launch.settings()))) {
      service.awaitReady();
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException(launch.name() + " has left no cache at " + cache);
    }
    return new Launch(
        launch.name(), launch.main(), launch.flags().withCache(cache), launch.settings());
  }

  private Launch collector(MeasuredRedis redis) {
    return new Launch(
        "collector",
        CollectorMain.class,
        ServiceFlags.COLLECTOR,
        Map.of(
            "OCEANUS_SITES_FILE",
            sites.toString(),
            "OCEANUS_REDIS_URL",
            redis.url(),
            "OCEANUS_HTTP_HOST",
            "127.0.0.1",
            "OCEANUS_HTTP_PORT",
            "0"));
  }

  private Launch loader(MeasuredRedis redis) {
    return new Launch(
        "loader",
        LoaderMain.class,
        ServiceFlags.LOADER,
        Map.of(
            "OCEANUS_SITES_FILE", sites.toString(),
            "OCEANUS_REDIS_URL", redis.url(),
            "OCEANUS_DUCKDB_FILE", workspace.folder("start").resolve("start.duckdb").toString()));
  }
}
