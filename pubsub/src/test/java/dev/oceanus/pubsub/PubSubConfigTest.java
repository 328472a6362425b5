package dev.oceanus.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PubSubConfigTest {
  private static PubSubConfig read(Map<String, String> variables, boolean needed) {
    Env env = new Env(variables);
    PubSubConfig config = PubSubConfig.from(env, needed);
    env.check();
    return config;
  }

  @Test
  void needsOnlyAProject() {
    PubSubConfig config = read(Map.of("OCEANUS_PUBSUB_PROJECT", "my-project"), true);

    assertThat(config.topicPath()).isEqualTo("projects/my-project/topics/oceanus-live");
    assertThat(config.subscriptionPath())
        .isEqualTo("projects/my-project/subscriptions/oceanus-notifier");
    assertThat(config.deadLetterTopicPath())
        .isEqualTo("projects/my-project/topics/oceanus-live-dead");
    assertThat(config.isEmulator()).isFalse();
  }

  @Test
  void needsNothingWhereItIsNotUsed() {
    assertThat(read(Map.of(), false).project()).isEmpty();
  }

  @Test
  void namesAllThatIsWrong() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "OCEANUS_PUBSUB_TOPIC",
                        "a/b",
                        "OCEANUS_PUBSUB_SUBSCRIPTION",
                        "google",
                        "OCEANUS_PUBSUB_BATCH_EVENTS",
                        "1001",
                        "OCEANUS_PUBSUB_ENDPOINT",
                        "ftp://x"),
                    true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("OCEANUS_PUBSUB_PROJECT")
        .hasMessageContaining("OCEANUS_PUBSUB_TOPIC")
        .hasMessageContaining("OCEANUS_PUBSUB_SUBSCRIPTION")
        .hasMessageContaining("OCEANUS_PUBSUB_BATCH_EVENTS")
        .hasMessageContaining("OCEANUS_PUBSUB_ENDPOINT");
  }

  @Test
  void takesHttpForTheEmulator() {
    assertThat(
            read(
                    Map.of(
                        "OCEANUS_PUBSUB_PROJECT",
                        "my-project",
                        "OCEANUS_PUBSUB_ENDPOINT",
                        "http://127.0.0.1:8085"),
                    true)
                .isEmulator())
        .isTrue();
  }
}
