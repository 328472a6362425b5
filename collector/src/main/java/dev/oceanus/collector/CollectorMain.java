package dev.oceanus.collector;

import dev.oceanus.collector.address.WhoAmI;
import dev.oceanus.collector.redis.RedisRelayPorts;
import dev.oceanus.collector.redis.RedisStore;
import dev.oceanus.collector.relay.Relay;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.redis.LazyRedis;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.pubsub.PubSubBus;
import java.security.SecureRandom;
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
                boot.draining(),
                boot::failing));
    List<Component> components = new ArrayList<>(List.of(store));
    List<Component> working = new ArrayList<>();
    working.addAll(relay(boot, settings)); // closes after what stores events, to publish the last
    working.addAll(collector.components());
    components.add(boot.heartbeat(store.lives(), working, System::nanoTime));
    components.addAll(working);
    return components;
  }

  private static List<Component> relay(Boot boot, CollectorSettings settings) {
    return switch (settings.bus()) {
      case NONE -> List.of();
      case PUBSUB -> {
        PubSubBus bus = new PubSubBus(settings.pubSub());
        LazyRedis redis = new LazyRedis("collector-relay-redis", settings.redis());
        Relay relay =
            new Relay(
                settings.relay(),
                settings.catalogue(),
                new Relay.Parts(
                    RedisRelayPorts.of(redis),
                    bus,
                    boot.metrics(),
                    boot.clock(),
                    System::nanoTime,
                    new SecureRandom(),
                    settings.failPoints(),
                    boot.fatal()));
        yield List.of(redis, bus, relay);
      }
    };
  }
}
