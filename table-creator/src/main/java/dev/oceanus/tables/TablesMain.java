package dev.oceanus.tables;

import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.log.Logging;
import dev.oceanus.common.redis.LazyRedis;
import dev.oceanus.common.redis.RedisLives;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.common.service.ServiceSettings;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.pubsub.PubSubTopics;
import dev.oceanus.tables.Command.UsageException;
import dev.oceanus.tables.Command.Verb;
import dev.oceanus.tables.upkeep.Upkeep;
import dev.oceanus.tables.wanted.WantedTables;
import dev.oceanus.tables.watch.TableWatch;
import dev.oceanus.tables.watch.WatchMeter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table-creator's process: {@code plan} ends with 0 if there is nothing to do, 2 if there is,
 * and 1 for a conflict or failure; {@code apply} with 0 or 1; {@code watch} is a service.
 */
public final class TablesMain {
  /** EX_USAGE of sysexits.h. */
  private static final int USAGE = 64;

  private TablesMain() {}

  public static void main(String[] args) {
    try {
      Command command = Command.read(List.of(args));
      if (command.verb() == Verb.WATCH) {
        ServiceRunner.run("table-creator", variables(), TablesMain::wire);
        return;
      }
      System.exit(once(command));
    } catch (UsageException e) {
      System.err.println("oceanus: tables: " + e.getMessage());
      System.exit(USAGE);
    } catch (ConfigException e) {
      e.faults().forEach(fault -> System.err.println("oceanus: " + fault));
      System.exit(ServiceRunner.EXIT_CONFIG);
    } catch (WarehouseUnavailableException | BusUnavailableException e) {
      System.err.println("oceanus: " + e.getMessage());
      System.exit(OneRun.TROUBLE);
    }
  }

  private static Map<String, String> variables() {
    return LocalDefaults.over(System.getenv(), System.getProperty(LocalDefaults.DATA));
  }

  private static int once(Command command) {
    Env env = new Env(variables());
    ServiceSettings service = ServiceSettings.from(env);
    TablesSettings settings = TablesSettings.from(env, command.pubSub());
    env.check();
    Logging.configure(service.log());
    if (command.pubSub()) {
      return new TopicsRun(command, new PubSubTopics(settings.pubSub()), System.out).run();
    }
    Upkeep upkeep = new Upkeep(Stores.of(settings.tables().terms().warehouse()));
    return new OneRun(command, upkeep, System.out).run(settings, Clock.systemUTC().instant());
  }

  private static List<Component> wire(Boot boot) {
    TablesSettings settings = TablesSettings.from(boot.env());
    boot.env().check();
    TablesConfig config = settings.tables();
    TableWatch.Sources sources =
        new TableWatch.Sources(
            () -> SiteCatalogueReader.read(settings.sites()),
            new WantedTables(config.terms()),
            new Upkeep(Stores.of(config.terms().warehouse())),
            boot.clock());
    List<Component> working =
        List.of(
            new TableWatch(
                sources,
                settings.catalogue(),
                config.interval(),
                new WatchMeter(boot.metrics()),
                System::nanoTime,
                boot.fatal()));
    List<Component> components = new ArrayList<>();
    settings
        .redis()
        .map(named -> new LazyRedis("heartbeat-redis", named))
        .ifPresent(
            redis -> {
              components.add(redis);
              components.add(boot.heartbeat(new RedisLives(redis::get), working, System::nanoTime));
            });
    components.addAll(working);
    return components;
  }
}
