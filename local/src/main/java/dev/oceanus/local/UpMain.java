package dev.oceanus.local;

import dev.oceanus.collector.Collector;
import dev.oceanus.collector.CollectorConfig;
import dev.oceanus.collector.address.WhoAmI;
import dev.oceanus.collector.redis.RedisStore;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.common.redis.RedisReader;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.loader.Loader;
import dev.oceanus.loader.LoaderConfig;
import dev.oceanus.loader.duckdb.DuckDbFile;
import dev.oceanus.loader.duckdb.DuckDbWarehouse;
import dev.oceanus.local.demo.DemoPages;
import dev.oceanus.local.duckdb.HeldQueries;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.DataFolder.Claim;
import dev.oceanus.local.folder.LocalSites;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.query.QueryServer;
import dev.oceanus.local.redis.OwnRedis;
import dev.oceanus.local.redis.RedisProgram;
import dev.oceanus.local.settings.LocalSettings;
import dev.oceanus.local.settings.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** {@code oceanus up}: collector, loader, Redis and warehouse in one process. */
final class UpMain {
  private static final Duration LAST_EVENTS = Duration.ofSeconds(3);

  private final DataFolder folder;
  private final Claim claim;
  private final Ports ports;
  private final Path sites;
  private final RedisProgram redisProgram;

  private UpMain(
      DataFolder folder, Claim claim, Ports ports, Path sites, RedisProgram redisProgram) {
    this.folder = folder;
    this.claim = claim;
    this.ports = ports;
    this.sites = sites;
    this.redisProgram = redisProgram;
  }

  /**
   * Runs until the process is told to end.
   *
   * @param port as typed, or null
   */
  static void run(DataFolder folder, @Nullable String port, Map<String, String> environment)
      throws IOException {
    LocalSettings settings = new LocalSettings(environment);
    Claim claim = folder.claim();
    Ports ports = settings.ports(port);
    Files.deleteIfExists(folder.running());
    Path sites = LocalSites.file(settings.sites(), folder);
    RedisProgram program = RedisProgram.find(environment.getOrDefault("PATH", ""), folder.redis());
    UpMain up = new UpMain(folder, claim, ports, sites, program);
    ServiceRunner.run("local", settings.variables(folder, ports, sites), up::wire);
  }

  private List<Component> wire(Boot boot) {
    Env env = boot.env();
    SiteCatalogue catalogue = SiteCatalogueReader.from(env);
    RedisConfig redisConfig = RedisConfig.from(env, RedisDurability.rules());
    CollectorConfig collectorConfig = CollectorConfig.from(env);
    LoaderConfig loaderConfig = LoaderConfig.from(env);
    FailPoints failPoints = FailPoints.from(env);
    env.check();

    OwnRedis ownRedis = new OwnRedis(redisProgram, folder.redis(), ports.redis(), boot.fatal());
    UnifiedJedis redis = RedisClients.open(redisConfig);
    DuckDbFile file = new DuckDbFile(folder.warehouse(), DuckDbFile.Opening.HELD);
    DuckDbWarehouse warehouse = new DuckDbWarehouse(file, boot.clock(), failPoints);
    Loader loader =
        new Loader(
            loaderConfig,
            new Loader.Surroundings(
                Loader.ports(redis, warehouse),
                Loader.producers(redis),
                catalogue.lanes(),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                failPoints,
                boot.fatal()));
    LastEvents lastEvents =
        new LastEvents(new RedisReader(redis), catalogue.lanes().keySet(), LAST_EVENTS);

    boot.route(new WhoAmI(collectorConfig.http().trust()).route());
    RedisStore store = new RedisStore(redisConfig);
    Collector collector =
        new Collector(
            collectorConfig,
            new Collector.Surroundings(
                store,
                store,
                catalogue,
                DemoPages.all(),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                failPoints,
                boot.fatal(),
                boot.draining()));
    String token = UUID.randomUUID().toString();
    QueryServer queries = new QueryServer(new HeldQueries(file), token);
    Welcome welcome =
        new Welcome(
            folder,
            () -> running(collector, queries, token, catalogue),
            () -> greeting(collector, boot),
            System.out);

    List<Component> components = new ArrayList<>();
    components.add(new Farewell(claim, welcome::welcomed, System.out));
    components.add(ownRedis);
    components.add(RedisClients.closing(redis));
    components.add(file);
    components.add(new Tables(warehouse, catalogue.lanes()));
    components.addAll(loader.components());
    components.add(lastEvents);
    components.add(store);
    components.addAll(collector.components());
    components.add(queries);
    components.add(welcome);
    return components;
  }

  private Running running(
      Collector collector, QueryServer queries, String token, SiteCatalogue catalogue) {
    List<Running.Table> tables =
        catalogue.lanes().keySet().stream()
            .map(
                lane ->
                    new Running.Table(
                        lane.name(),
                        lane.shards(),
                        catalogue.sites().stream()
                            .filter(site -> site.lane().equals(lane))
                            .map(Site::name)
                            .toList()))
            .toList();
    return new Running(url(collector), queries.url(), token, ports.redis(), tables);
  }

  private static String url(Collector collector) {
    return "http://127.0.0.1:" + collector.port();
  }

  private String greeting(Collector collector, Boot boot) {
    String url = url(collector);
    return Greeting.text(
        new Greeting.Facts(
            url, "http://127.0.0.1:" + boot.admin().port(), folder, sites, redisProgram));
  }
}
