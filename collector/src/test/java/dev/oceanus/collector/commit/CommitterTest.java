package dev.oceanus.collector.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.MemoryStreams;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.StartException;
import dev.oceanus.common.stream.StreamAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommitterTest {
  private static final Duration WITHIN = Duration.ofMillis(300);

  private final MemoryStreams streams = new MemoryStreams();
  private final Submissions submissions = new Submissions(System::nanoTime);
  private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
  private @Nullable Committer committer;

  @AfterEach
  void close() {
    streams.release();
    if (committer != null) {
      committer.close();
    }
  }

  @Test
  void storesWhatIsSubmittedAndSaysSo() {
    Committer started = start(streams, () -> true);
    assertThat(started.check().ready()).isTrue();
    assertThat(started.offer(submissions.of("a"))).isTrue();
    await().until(() -> submissions.answers().equals(List.of("a STORED")));
  }

  @Test
  void answersThoseThatNoWriterComesForInTime() {
    streams.hold();
    Committer started = start(streams, () -> true);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      assertThat(started.offer(submissions.of("s" + i))).isTrue();
    }
    for (int i = 2; i < 20; i++) {
      expected.add("s" + i + " UNAVAILABLE");
    }
    await().untilAsserted(() -> assertThat(submissions.answers()).containsAll(expected));
  }

  @Test
  void refusesWhatItHasNoRoomFor() {
    Committer stopped = committer(streams, () -> true, 10);
    for (int i = 0; i < 5; i++) {
      assertThat(stopped.offerIdly(submissions.of("idle" + i))).isTrue();
    }
    assertThat(stopped.offerIdly(submissions.of("idle too much"))).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(stopped.offer(submissions.of("s" + i))).isTrue();
    }
    assertThat(stopped.offer(submissions.of("too much"))).isFalse();
  }

  @Test
  void answersEverybodyOnceWhenItCloses() {
    streams.refuse(40);
    Committer started = start(streams, () -> true);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      names.add("s" + i);
      assertThat(started.offer(submissions.of("s" + i))).isTrue();
    }
    started.close();
    assertThat(submissions.answers())
        .map(answer -> answer.substring(0, answer.indexOf(' ')))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void answersEverybodyThoughItWasNeverStarted() {
    Committer stopped = committer(streams, () -> true, 10);
    stopped.offer(submissions.of("a"));
    stopped.close();
    assertThat(submissions.answers()).containsExactly("a UNAVAILABLE");
  }

  @Test
  void becomesReadyWhenTheStoreAnswersAtLast() {
    AtomicInteger asked = new AtomicInteger();
    Committer started = start(streams, () -> asked.incrementAndGet() > 1);
    assertThat(started.check().live()).isTrue();
    assertThat(started.check().ready()).isFalse();
    assertThat(started.check().detail()).isEqualTo("Redis does not answer");
    await().until(() -> started.check().ready());
  }

  @Test
  void endsTheProcessWhenTheStoreTurnsOutToLoseEvents() {
    AtomicInteger asked = new AtomicInteger();
    start(
        streams,
        () -> {
          if (asked.incrementAndGet() > 1) {
            throw new StartException("would lose events");
          }
          return false;
        });
    await().untilAsserted(() -> assertThat(fatal.get()).isInstanceOf(StartException.class));
  }

  @Test
  void endsTheProcessWhenAWriterMeetsAFault() {
    Committer started =
        start(
            batches -> {
              throw new IllegalStateException("a fault of ours");
            },
            () -> true);
    started.offer(submissions.of("a"));
    await().untilAsserted(() -> assertThat(fatal.get()).hasMessage("a fault of ours"));
    await().until(() -> !started.check().live());
  }

  private Committer start(StreamAppender appender, StoreProbe probe) {
    Committer made = committer(appender, probe, 10_000);
    made.start();
    return made;
  }

  private Committer committer(StreamAppender appender, StoreProbe probe, int events) {
    Committer made =
        new Committer(
            new Committer.Parts(
                appender,
                Spool.NONE,
                probe,
                new StoreState(System::nanoTime),
                new CommitLimits(2, events, 1 << 20, 1, 1 << 20, WITHIN),
                new SimpleMeterRegistry(),
                System::nanoTime,
                FailPoints.none(),
                (what, cause) -> fatal.compareAndSet(null, cause)));
    committer = made;
    return made;
  }
}
