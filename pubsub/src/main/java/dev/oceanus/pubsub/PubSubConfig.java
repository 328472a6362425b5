package dev.oceanus.pubsub;

import dev.oceanus.common.config.ByteSize;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.warehouse.WarehouseConfig;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which topic and subscription of Pub/Sub live events go by.
 *
 * @param project id of the Google Cloud project
 * @param topic where events are published
 * @param subscription from which the notifier reads them
 * @param deadLetterTopic where events go that the notifier cannot take
 * @param endpoint where Pub/Sub is, if not at Google's; one of http is its emulator
 * @param limits of a request that publishes
 */
public record PubSubConfig(
    String project,
    String topic,
    String subscription,
    String deadLetterTopic,
    Optional<URI> endpoint,
    Limits limits) {
  private static final URI GOOGLE = URI.create("https://pubsub.googleapis.com:443");
  private static final Pattern PROJECT = Pattern.compile("[a-z][a-z0-9.:-]{2,61}[a-z0-9]");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._~+%-]{2,254}");

  /** What Pub/Sub takes in one request. */
  private static final int MOST_EVENTS = 1_000;

  /**
   * How much one request publishes.
   *
   * @param events at most so many
   * @param bytes at most so many, unless one event alone has more
   */
  public record Limits(int events, long bytes) {}

  /**
   * Reads the settings that begin with {@code OCEANUS_PUBSUB_}.
   *
   * @param needed whether this process cannot do without
   */
  public static PubSubConfig from(Env env, boolean needed) {
    String project = env.text("OCEANUS_PUBSUB_PROJECT", "", "The Google Cloud project of Pub/Sub.");
    if (needed && project.isEmpty()) {
      env.fault("OCEANUS_PUBSUB_PROJECT", "is required where Pub/Sub is used", project);
    } else if (!project.isEmpty() && !PROJECT.matcher(project).matches()) {
      env.fault("OCEANUS_PUBSUB_PROJECT", "must match " + PROJECT.pattern(), project);
    }
    return new PubSubConfig(
        project,
        name(env, "OCEANUS_PUBSUB_TOPIC", "oceanus-live", "Topic of live events."),
        name(
            env,
            "OCEANUS_PUBSUB_SUBSCRIPTION",
            "oceanus-notifier",
            "Subscription from which the notifier reads live events."),
        name(
            env,
            "OCEANUS_PUBSUB_DEAD_LETTER_TOPIC",
            "oceanus-live-dead",
            "Topic for live events that the notifier could not take again and again."),
        WarehouseConfig.endpoint(
            env, "OCEANUS_PUBSUB_ENDPOINT", GOOGLE, "Pub/Sub's gRPC interface"),
        new Limits(
            env.integer(
                "OCEANUS_PUBSUB_BATCH_EVENTS",
                500,
                1,
                MOST_EVENTS,
                "Most live events of a request; a request is billed as 1,000 bytes at least."),
            env.size(
                    "OCEANUS_PUBSUB_BATCH_BYTES",
                    ByteSize.ofMib(1),
                    ByteSize.ofKib(1),
                    ByteSize.ofMib(8),
                    "Most bytes of live events in a request.")
                .bytes()));
  }

  private static String name(Env env, String variable, String fallback, String purpose) {
    String name = env.text(variable, fallback, purpose);
    if (!NAME.matcher(name).matches() || name.startsWith("goog")) {
      env.fault(variable, "must match " + NAME.pattern() + " and not begin with goog", name);
    }
    return name;
  }

  /** Whether Pub/Sub is the emulator, which knows no credentials and forgets its topics. */
  public boolean isEmulator() {
    return endpoint.map(URI::getScheme).filter("http"::equals).isPresent();
  }

  /** As in messages: {@code projects/p/topics/t}. */
  public String topicPath() {
    return topicPath(topic);
  }

  String deadLetterTopicPath() {
    return topicPath(deadLetterTopic);
  }

  private String topicPath(String name) {
    return "projects/" + project + "/topics/" + name;
  }

  /** As in messages: {@code projects/p/subscriptions/s}. */
  public String subscriptionPath() {
    return subscriptionPath(subscription);
  }

  /** The subscription that keeps what the dead-letter topic gets. */
  String deadLetterSubscriptionPath() {
    return subscriptionPath(deadLetterTopic);
  }

  private String subscriptionPath(String name) {
    return "projects/" + project + "/subscriptions/" + name;
  }
}
