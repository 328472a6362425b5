package dev.oceanus.collector.commit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestNanos;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SubmissionQueueTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(20);

  private final TestNanos nanos = new TestNanos();
  private final Submissions submissions = new Submissions(nanos);

  @Test
  void givesSubmissionsOutInTheirOrder() throws InterruptedException {
    SubmissionQueue queue = queue(100, 1000, 100, 1000);
    offer(queue, "a", "b", "c");
    assertThat(taken(queue)).containsExactly("a", "b", "c");
    assertThat(taken(queue)).isEmpty();
  }

  @Test
  void takesNoMoreThanItsBoundOfEvents() {
    SubmissionQueue queue = queue(3, 1000, 100, 1000);
    assertThat(queue.offer(submissions.of("a", "b"), 1)).isTrue();
    assertThat(queue.offer(submissions.of("c", "d"), 1)).isFalse();
    assertThat(queue.offer(submissions.of("e"), 1)).isTrue();
    assertThat(queue.offer(submissions.of("f"), 1)).isFalse();
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  void takesNoMoreThanItsBoundOfBytes() throws InterruptedException {
    SubmissionQueue queue = queue(100, 10, 100, 1000);
    assertThat(queue.offer(submissions.of("12345678"), 1)).isTrue();
    assertThat(queue.offer(submissions.of("abc"), 1)).isFalse();
    assertThat(queue.offer(submissions.of("ab"), 1)).isTrue();
    assertThat(taken(queue)).hasSize(2);
    assertThat(queue.offer(submissions.of("1234567890"), 1)).as("room again").isTrue();
  }

  @Test
  void leavesRoomThatASmallerShareMayNotUse() {
    SubmissionQueue queue = queue(4, 1000, 100, 1000);
    assertThat(queue.offer(submissions.of("a"), 0.5)).isTrue();
    assertThat(queue.offer(submissions.of("b"), 0.5)).isTrue();
    assertThat(queue.offer(submissions.of("c"), 0.5)).isFalse();
    assertThat(queue.offer(submissions.of("d"), 1)).isTrue();
    assertThat(queue.offer(submissions.of("e"), 1)).isTrue();
    SubmissionQueue narrow = queue(100, 10, 100, 1000);
    assertThat(narrow.offer(submissions.of("123456"), 0.5)).isFalse();
    assertThat(narrow.offer(submissions.of("12345"), 0.5)).isTrue();
  }

  @Test
  void bindsABatchByEventsAndByBytes() throws InterruptedException {
    SubmissionQueue byEvents = queue(100, 1000, 3, 1000);
    offer(byEvents, "a", "b", "c", "d");
    assertThat(taken(byEvents)).containsExactly("a", "b", "c");
    assertThat(taken(byEvents)).containsExactly("d");
    SubmissionQueue byBytes = queue(100, 1000, 100, 5);
    offer(byBytes, "aaa", "bb", "c");
    assertThat(taken(byBytes)).containsExactly("aaa", "bb");
    assertThat(taken(byBytes)).containsExactly("c");
  }

  @Test
  void givesOutASubmissionThatIsLargerThanABatchByItself() throws InterruptedException {
    SubmissionQueue queue = queue(100, 1000, 1, 1);
    queue.offer(submissions.of("large", "larger"), 1);
    queue.offer(submissions.of("next"), 1);
    assertThat(queue.take(0)).hasSize(1);
    assertThat(taken(queue)).containsExactly("next");
  }

  @Test
  void takesOutThoseThatAreOlder() throws InterruptedException {
    SubmissionQueue queue = queue(100, 1000, 100, 1000);
    offer(queue, "old");
    nanos.advance(Duration.ofSeconds(1));
    offer(queue, "young");
    assertThat(queue.takeOlderThan(nanos.getAsLong())).hasSize(1);
    assertThat(queue.takeOlderThan(nanos.getAsLong())).isEmpty();
    assertThat(queue.size()).isEqualTo(1);
    assertThat(taken(queue)).containsExactly("young");
  }

  @Test
  void wakesATakerWhenSomethingComes() throws Exception {
    SubmissionQueue queue = queue(100, 1000, 100, 1000);
    CompletableFuture<List<Submission>> taker = CompletableFuture.supplyAsync(() -> take(queue));
    queue.offer(submissions.of("a"), 1);
    assertThat(taker.get()).hasSize(1);
  }

  @Test
  void letsNobodyWaitOnceItHasEnded() throws Exception {
    SubmissionQueue queue = queue(100, 1000, 100, 1000);
    CompletableFuture<List<Submission>> taker = CompletableFuture.supplyAsync(() -> take(queue));
    queue.end();
    assertThat(taker.get()).isEmpty();
    assertThat(take(queue)).isEmpty();
    offer(queue, "last");
    assertThat(taken(queue)).containsExactly("last");
  }

  @Test
  void waitsUntilItIsEmpty() throws Exception {
    SubmissionQueue queue = queue(100, 1000, 100, 1000);
    offer(queue, "a");
    queue.awaitEmpty(1);
    assertThat(queue.size()).as("waited no longer than told").isEqualTo(1);
    CompletableFuture<Void> waiter = CompletableFuture.runAsync(() -> queue.awaitEmpty(LONG));
    assertThat(taken(queue)).hasSize(1);
    waiter.get();
    queue.awaitEmpty(LONG);
    assertThat(queue.size()).isZero();
  }

  private static SubmissionQueue queue(int events, long bytes, int batchEvents, long batchBytes) {
    return new SubmissionQueue(
        new CommitLimits(1, events, bytes, batchEvents, batchBytes, Duration.ofSeconds(1)));
  }

  private void offer(SubmissionQueue queue, String... events) {
    for (String event : events) {
      assertThat(queue.offer(submissions.of(event), 1)).isTrue();
    }
  }

  private static List<Submission> take(SubmissionQueue queue) {
    try {
      return queue.take(LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> taken(SubmissionQueue queue) throws InterruptedException {
    return queue.take(0).stream()
        .map(submission -> new String(submission.events().get(0), UTF_8))
        .toList();
  }
}
