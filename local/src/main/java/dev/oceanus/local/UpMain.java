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
import dev.oceanus.common.redis.RedisLives;
import dev.oceanus.common.redis.RedisReader;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Producers;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.loader.Loader;
import dev.oceanus.loader.LoaderConfig;
import dev.oceanus.loader.duckdb.DuckDbWarehouse;
import dev.oceanus.loader.lane.LanePorts;
import dev.oceanus.local.demo.DemoPages;
import dev.oceanus.local.duckdb.HeldQueries;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.DataFolder.Claim;
import dev.oceanus.local.folder.LocalFiles;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.live.LiveEvents;
import dev.oceanus.local.query.QueryServer;
import dev.oceanus.local.redis.OwnRedis;
import dev.oceanus.local.redis.RedisProgram;
import dev.oceanus.local.settings.LocalSettings;
import dev.oceanus.local.settings.Ports;
import dev.oceanus.notifier.NotifierConfig;
import dev.oceanus.notifier.flow.NotifierPorts;
import dev.oceanus.notifier.redis.RedisPorts;
import dev.oceanus.notifier.watch.redis.RedisWatch;
import dev.oceanus.tables.duckdb.DuckDbTableStore;
import dev.oceanus.tables.upkeep.Upkeep;
import dev.oceanus.tables.wanted.TableTerms;
import dev.oceanus.tables.wanted.WantedTables;
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

/** {@code oceanus up}: collector, loader, notifier, Redis and warehouse in one process. */
final class UpMain {
  private static final Duration LAST_EVENTS = Duration.ofSeconds(3);

  private final Ground ground;
  private final Ports ports;
  private final RedisProgram redisProgram;

  /**
   * What is there before anything starts.
   *
   * @param folder where everything is kept
   * @param claim this process' right to it
   * @param sites the site catalogue
   * @param rules over live events
   * @param commands how the other commands are typed
   * @param environment what the person set
   */
  private record Ground(
      DataFolder folder,
      Claim claim,
      Path sites,
      Path rules,
      Commands commands,
      Map<String, String> environment) {}

  /** All that the person may set. */
  private record Settings(
      SiteCatalogue catalogue,
      RedisConfig redis,
      CollectorConfig collector,
      LoaderConfig loader,
      LiveEvents.Settings live,
      FailPoints failPoints) {
    static Settings from(Env env, Map<String, String> environment) {
      SiteCatalogue catalogue = SiteCatalogueReader.from(env);
      Settings settings =
          new Settings(
              catalogue,
              RedisConfig.from(env, RedisDurability.rules()),
              CollectorConfig.from(env),
              LoaderConfig.from(env),
              LiveEvents.Settings.from(env, catalogue, environment),
              FailPoints.from(env));
      env.check();
      return settings;
    }
  }

  private UpMain(Ground ground, Ports ports, RedisProgram redisProgram) {
    this.ground = ground;
    this.ports = ports;
    this.redisProgram = redisProgram;
  }

  /**
   * Runs until the process is told to end.
   *
   * @param usual the folder that a person needs not name
   * @param port as typed, or null
   */
  static void run(
      DataFolder folder, DataFolder usual, @Nullable String port, Map<String, String> environment)
      throws IOException {
    LocalSettings settings = new LocalSettings(environment);
    Claim claim = folder.claim();
    Files.deleteIfExists(folder.running());
    Ports ports = settings.ports(port);
    Path sites = LocalFiles.sites(settings.sites(), folder);
    Path rules = LocalFiles.rules(settings.rules(), folder, sites);
    RedisProgram program = RedisProgram.find(environment.getOrDefault("PATH", ""), folder.redis());
    Ground ground =
        new Ground(folder, claim, sites, rules, Commands.of(folder, usual), environment);
    ServiceRunner.run(
        "local",
        settings.variables(folder, ports, sites, rules),
        new UpMain(ground, ports, program)::wire);
  }

  private List<Component> wire(Boot boot) {
    Settings settings = Settings.from(boot.env(), ground.environment());
    OwnRedis ownRedis =
        new OwnRedis(redisProgram, ground.folder().redis(), ports.redis(), boot.fatal());
    UnifiedJedis redis = RedisClients.open(settings.redis());
    DuckDbFile file = new DuckDbFile(ground.folder().warehouse(), DuckDbFile.Opening.HELD);
    DuckDbWarehouse warehouse = new DuckDbWarehouse(file, boot.clock(), settings.failPoints());
    Loader loader = loader(boot, settings, Loader.ports(redis, warehouse), Loader.producers(redis));
    RedisStore store = new RedisStore(settings.redis());
    Collector collector = collector(boot, settings, store);
    boot.route(new WhoAmI(settings.collector().http().trust()).route());
    String token = UUID.randomUUID().toString();
    QueryServer queries = new QueryServer(new HeldQueries(file), token);
    Map<Lane, Schema> lanes = settings.catalogue().lanes();
    Welcome welcome =
        new Welcome(
            ground.folder(),
            () -> running(collector, queries, token, settings.catalogue()),
            () -> greeting(collector, boot, settings),
            System.out);

    List<Component> components = new ArrayList<>();
    components.add(new Farewell(ground.claim(), welcome::welcomed, System.out));
    components.add(ownRedis);
    components.add(RedisClients.closing(redis));
    components.add(file);
    components.add(tables(boot, settings, file));
    List<Component> working = new ArrayList<>(loader.components());
    working.add(new LastEvents(new RedisReader(redis), lanes.keySet(), LAST_EVENTS));
    working.addAll(live(boot, settings, redis, file));
    working.add(store);
    working.addAll(collector.components());
    components.add(boot.heartbeat(new RedisLives(redis), working, System::nanoTime));
    components.addAll(working);
    components.add(queries);
    components.add(welcome);
    return components;
  }

  private static Tables tables(Boot boot, Settings settings, DuckDbFile file) {
    TableTerms terms = TableTerms.of(settings.loader().warehouse());
    return new Tables(
        new Upkeep(new DuckDbTableStore(file)),
        new WantedTables(terms).of(settings.catalogue(), boot.clock().instant()));
  }

  private static List<Component> live(
      Boot boot, Settings settings, UnifiedJedis redis, DuckDbFile file) {
    SiteCatalogue catalogue = settings.catalogue();
    NotifierConfig config = settings.live().notifier();
    NotifierPorts ports = RedisPorts.of(redis, config.mostWaiting(), config.storyAge());
    return LiveEvents.components(
        boot,
        settings.live(),
        new LiveEvents.Parts(
            catalogue,
            ports,
            announcer ->
                RedisWatch.parts(redis, catalogue.lanes().keySet(), ports.dead(), announcer),
            settings.redis(),
            file,
            System.out::println,
            settings.failPoints()));
  }

  private static Loader loader(
      Boot boot, Settings settings, LanePorts lanePorts, Producers producers) {
    return new Loader(
        settings.loader(),
        new Loader.Surroundings(
            lanePorts,
            producers,
            settings.catalogue().lanes(),
            settings.catalogue().masks(),
            boot.metrics(),
            boot.clock(),
            System::nanoTime,
            settings.failPoints(),
            boot.fatal()));
  }

  private Collector collector(Boot boot, Settings settings, RedisStore store) {
    return new Collector(
        settings.collector(),
        new Collector.Surroundings(
            Collector.Store.of(store),
            settings.catalogue(),
            DemoPages.all(ground.commands().query(), ground.commands().tail()),
            boot.metrics(),
            boot.clock(),
            System::nanoTime,
            settings.failPoints(),
            boot.fatal(),
            boot.draining(),
            boot::failing));
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
    return new Running(
        ProcessHandle.current().pid(), url(collector), queries.url(), token, ports.redis(), tables);
  }

  private static String url(Collector collector) {
    return "http://127.0.0.1:" + collector.port();
  }

  private String greeting(Collector collector, Boot boot, Settings settings) {
    return Greeting.text(
        new Greeting.Facts(
            url(collector),
            "http://127.0.0.1:" + boot.admin().port(),
            ground.folder(),
            ground.sites(),
            ground.rules(),
            settings.live().real(),
            redisProgram,
            ground.commands()));
  }
}
