package dev.oceanus.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.oceanus.common.bus.LiveEvent;
import org.junit.jupiter.api.Test;

class MessagesTest {
  @Test
  void carriesSiteNameAndIdAsAttributes() {
    PubsubMessage message =
        Messages.of(new LiveEvent("shop", "page_view", "e1", "{}".getBytes(UTF_8)));

    assertThat(message.getAttributesMap())
        .containsOnlyKeys("site", "event_name", "event_id")
        .containsEntry("site", "shop")
        .containsEntry("event_name", "page_view")
        .containsEntry("event_id", "e1");
    assertThat(message.getData().toStringUtf8()).isEqualTo("{}");
  }

  @Test
  void cutsAnAttributeToWhatPubSubTakesBetweenCharacters() {
    PubsubMessage message =
        Messages.of(new LiveEvent("shop", "海".repeat(400), "e1", "{}".getBytes(UTF_8)));

    assertThat(message.getAttributesOrThrow("event_name")).isEqualTo("海".repeat(341));
  }

  @Test
  void takesNoMessageThatIsNotOfARelay() {
    PubsubMessage whole = Messages.of(new LiveEvent("s", "", "e1", "{}".getBytes(UTF_8)));

    assertThat(Messages.event(whole)).isPresent();
    assertThat(Messages.event(whole.toBuilder().removeAttributes("event_id").build())).isEmpty();
    assertThat(Messages.event(whole.toBuilder().removeAttributes("site").build())).isEmpty();
    assertThat(Messages.event(whole.toBuilder().setData(ByteString.EMPTY).build())).isEmpty();
  }
}
