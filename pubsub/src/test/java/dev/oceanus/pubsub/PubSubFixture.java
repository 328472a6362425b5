package dev.oceanus.pubsub;

import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.pubsub.v1.Subscription;
import dev.oceanus.common.bus.EventListener;
import dev.oceanus.common.config.Env;
import dev.oceanus.testkit.pubsub.PubSubEmulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Topics and subscriptions of their own for each test on one emulator. */
final class PubSubFixture {
  private static final AtomicInteger numbers = new AtomicInteger();

  private PubSubFixture() {}

  /** Settings with names that no other test has. */
  static PubSubConfig config(PubSubEmulator emulator) {
    return config("test-" + numbers.incrementAndGet(), emulator.url());
  }

  static PubSubConfig config(String name, String endpoint) {
    Env env =
        new Env(
            Map.of(
                "OCEANUS_PUBSUB_PROJECT",
                "oceanus-test",
                "OCEANUS_PUBSUB_TOPIC",
                name,
                "OCEANUS_PUBSUB_SUBSCRIPTION",
                name + "-sub",
                "OCEANUS_PUBSUB_DEAD_LETTER_TOPIC",
                name + "-dead",
                "OCEANUS_PUBSUB_ENDPOINT",
                endpoint));
    PubSubConfig config = PubSubConfig.from(env, true);
    env.check();
    return config;
  }

  static PubSubFeed feed(PubSubConfig config, EventListener listener) {
    return new PubSubFeed(
        config,
        PubSubFeed.Limits.USUAL,
        listener,
        new PubSubFeed.Parts(
            new SimpleMeterRegistry(),
            new SplittableRandom(1),
            Clock.systemUTC(),
            System::nanoTime,
            (what, cause) -> {
              throw new AssertionError(what, cause);
            }));
  }

  static Subscription subscription(PubSubConfig config, String path) throws IOException {
    try (PubSubTopics.Clients clients = AdminClients.open(new PubSubConnection(config))) {
      SubscriptionAdminClient subscriptions = clients.subscriptions();
      return subscriptions.getSubscription(path);
    }
  }
}
