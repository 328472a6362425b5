package dev.oceanus.chaos.rig;

import dev.oceanus.common.config.Env;
import dev.oceanus.pubsub.PubSubConfig;
import dev.oceanus.pubsub.PubSubTopics;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The notifier's subscription at Pub/Sub's emulator. The emulator gives new events to the requests
 * of a process that was killed, for a minute and more, and gives them to somebody else only when
 * their time to be acknowledged is over, or to the next of these requests: an event may stay away
 * for several times as long. Here that time is short; the rest is as ours.
 */
final class EmulatedSubscription {
  private static final int ACK_SECONDS = 10; // the least that Pub/Sub allows
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Rest rest;

  /**
   * @param port of the emulator, which speaks REST there as well
   */
  EmulatedSubscription(int port) {
    this.rest = new Rest(port, "/v1/");
  }

  /**
   * Makes it, and all that belongs to it.
   *
   * @param settings of Pub/Sub, as a service is told
   */
  void make(Map<String, String> settings) {
    PubSubConfig config = PubSubConfig.from(new Env(settings), true);
    PubSubTopics.Plan unused = new PubSubTopics(config).apply();
    String path = config.subscriptionPath();
    ObjectNode made = JSON.readValue(rest.ask("GET", path, ""), ObjectNode.class);
    made.put("ackDeadlineSeconds", ACK_SECONDS);
    String unusedAnswer = rest.ask("DELETE", path, "");
    unusedAnswer = rest.ask("PUT", path, made.toString());
  }
}
