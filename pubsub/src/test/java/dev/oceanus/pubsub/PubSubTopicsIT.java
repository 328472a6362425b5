package dev.oceanus.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.testkit.pubsub.PubSubEmulator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PubSubTopicsIT {
  private static final PubSubEmulator emulator = PubSubEmulator.start();

  private final PubSubConfig config = PubSubFixture.config(emulator);
  private final PubSubTopics topics = new PubSubTopics(config);

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void plansWhatItThenDoesAndNothingTheSecondTime() {
    List<String> steps =
        List.of(
            "create topic " + config.topicPath(),
            "create topic " + config.deadLetterTopicPath(),
            "create subscription "
                + config.deadLetterSubscriptionPath()
                + " of "
                + config.deadLetterTopicPath(),
            "create subscription " + config.subscriptionPath() + " of " + config.topicPath());

    assertThat(topics.plan().steps()).isEqualTo(steps);
    assertThat(topics.plan().steps()).as("a plan does nothing").isEqualTo(steps);
    assertThat(topics.apply().steps()).isEqualTo(steps);

    assertThat(topics.plan()).isEqualTo(new PubSubTopics.Plan(List.of(), List.of()));
    assertThat(topics.apply().steps()).isEmpty();
  }

  @Test
  void makesASubscriptionThatKeepsEventsAndSetsThoseAsideThatCannotBeTaken() throws Exception {
    PubSubTopics.Plan unused = topics.apply();

    Subscription made = PubSubFixture.subscription(config, config.subscriptionPath());
    assertThat(made.getDeadLetterPolicy().getDeadLetterTopic())
        .isEqualTo(config.deadLetterTopicPath());
    assertThat(made.getDeadLetterPolicy().getMaxDeliveryAttempts()).isEqualTo(50);
    assertThat(made.getAckDeadlineSeconds()).isEqualTo(60);
    assertThat(made.getMessageRetentionDuration().getSeconds()).isEqualTo(7 * 24 * 3_600);
    assertThat(made.getExpirationPolicy().hasTtl()).isFalse();
    Subscription dead = PubSubFixture.subscription(config, config.deadLetterSubscriptionPath());
    assertThat(dead.getTopic()).isEqualTo(config.deadLetterTopicPath());
  }

  @Test
  void givesOutAgainWhatManyHadInHandWhenTheyDied() throws Exception {
    PubSubTopics.Plan unused = topics.apply();
    PubSubBus bus = new PubSubBus(config);
    bus.start();
    List<LiveEvent> events =
        IntStream.range(0, 50).mapToObj(i -> EventBusContract.event("held-" + i)).toList();
    assertThat(bus.publish(events)).isEmpty();
    bus.close();

    PullClient client = new PullClient(new PubSubConnection(config));
    try (PubSubTopics.Clients clients = AdminClients.open(new PubSubConnection(config))) {
      for (int time = 1; time <= 4; time++) {
        Set<String> got = new HashSet<>();
        await("all of delivery " + time)
            .until(
                () -> {
                  List<ReceivedMessage> some =
                      client.pull(20).get(1, TimeUnit.MINUTES).getReceivedMessagesList();
                  some.forEach(each -> got.add(each.getMessage().getMessageId()));
                  clients
                      .subscriptions()
                      .modifyAckDeadline(
                          config.subscriptionPath(),
                          some.stream().map(ReceivedMessage::getAckId).toList(),
                          2);
                  return got.size() == events.size();
                });
      }
    } finally {
      client.close();
    }
  }

  @Test
  void addsADeadLetterPolicyToASubscriptionThatHasNone() throws Exception {
    try (PubSubTopics.Clients clients = AdminClients.open(new PubSubConnection(config))) {
      assertThat(clients.topics().createTopic(config.topicPath()).getName()).isNotEmpty();
      Subscription plain =
          Subscription.newBuilder()
              .setName(config.subscriptionPath())
              .setTopic(config.topicPath())
              .setAckDeadlineSeconds(33)
              .build();
      assertThat(clients.subscriptions().createSubscription(plain).getName()).isNotEmpty();
    }

    assertThat(topics.apply().steps())
        .contains("set dead_letter_policy of subscription " + config.subscriptionPath());

    Subscription now = PubSubFixture.subscription(config, config.subscriptionPath());
    assertThat(now.getDeadLetterPolicy().getDeadLetterTopic())
        .isEqualTo(config.deadLetterTopicPath());
    assertThat(now.getAckDeadlineSeconds()).as("set by somebody, and kept").isEqualTo(33);
    assertThat(topics.plan().steps()).isEmpty();
  }

  @Test
  void leavesASubscriptionOfAnotherTopicAloneAndSaysSo() throws Exception {
    String other = config.topicPath() + "-other";
    try (PubSubTopics.Clients clients = AdminClients.open(new PubSubConnection(config))) {
      assertThat(clients.topics().createTopic(other).getName()).isNotEmpty();
      Subscription foreign =
          Subscription.newBuilder().setName(config.subscriptionPath()).setTopic(other).build();
      assertThat(clients.subscriptions().createSubscription(foreign).getName()).isNotEmpty();
    }

    assertThat(topics.apply().conflicts())
        .singleElement()
        .asString()
        .contains(config.subscriptionPath(), other, config.topicPath());

    assertThat(PubSubFixture.subscription(config, config.subscriptionPath()).getTopic())
        .isEqualTo(other);
  }

  @Test
  void saysWhatKeepsItFromAsking() {
    PubSubTopics away = new PubSubTopics(PubSubFixture.config("away", "http://127.0.0.1:1"));

    assertThatThrownBy(away::plan)
        .isInstanceOf(BusUnavailableException.class)
        .hasMessageContaining("projects/oceanus-test/topics/away")
        .hasMessageContaining("unreachable");
  }
}
