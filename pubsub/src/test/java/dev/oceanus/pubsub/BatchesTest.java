package dev.oceanus.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.PublishRequest;
import dev.oceanus.common.bus.LiveEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static List<LiveEvent> events(int count, int bytes) {
    return IntStream.range(0, count)
        .mapToObj(i -> new LiveEvent("shop", "x", "id" + i, new byte[bytes]))
        .toList();
  }

  private static List<Integer> sizes(Batches batches) {
    return batches.requests().stream().map(List::size).toList();
  }

  @Test
  void fillsRequestsByNumber() {
    assertThat(sizes(Batches.of(events(25, 10), new PubSubConfig.Limits(10, 1_000_000))))
        .containsExactly(10, 10, 5);
  }

  @Test
  void fillsRequestsByBytesAsTheyAreOnTheWire() {
    List<LiveEvent> events = events(100, 1_000);
    long limit = 10_000;

    Batches batches = Batches.of(events, new PubSubConfig.Limits(1_000, limit));

    assertThat(batches.requests().stream().flatMap(List::stream).map(Batches.Sized::event))
        .containsExactlyElementsOf(events);
    assertThat(batches.requests())
        .allSatisfy(
            each ->
                assertThat(
                        PublishRequest.newBuilder()
                            .addAllMessages(each.stream().map(Batches.Sized::message).toList())
                            .build()
                            .getSerializedSize())
                    .isLessThanOrEqualTo((int) limit));
  }

  @Test
  void sendsAnEventAloneThatIsLargerThanARequestUsuallyIs() {
    assertThat(sizes(Batches.of(events(3, 5_000), new PubSubConfig.Limits(10, 1_000))))
        .containsExactly(1, 1, 1);
  }

  @Test
  void makesNoRequestOfNothing() {
    assertThat(Batches.of(List.of(), new PubSubConfig.Limits(10, 1_000)).requests()).isEmpty();
  }
}
