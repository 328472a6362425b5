package dev.oceanus.collector;

import dev.oceanus.collector.address.WhoAmI;
import dev.oceanus.collector.redis.RedisStore;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import java.util.ArrayList;
import java.util.List;

/** The collector's process. */
public final class CollectorMain {
  private CollectorMain() {}

  public static void main(String[] args) {
    ServiceRunner.run("collector", System.getenv(), CollectorMain::wire);
  }

  private static List<Component> wire(Boot boot) {
    CollectorSettings settings = CollectorSettings.from(boot.env());
    boot.env().check();

    boot.route(new WhoAmI(settings.collector().http().trust()).route());
    RedisStore store = new RedisStore(settings.redis());
    Collector collector =
        new Collector(
            settings.collector(),
            new Collector.Surroundings(
                Collector.Store.of(store),
                settings.catalogue(),
                List.of(),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                settings.failPoints(),
                boot.fatal(),
                boot.draining()));
    List<Component> components = new ArrayList<>(List.of(store));
    components.add(boot.heartbeat(store.lives(), collector.components()));
    components.addAll(collector.components());
    return components;
  }
}
