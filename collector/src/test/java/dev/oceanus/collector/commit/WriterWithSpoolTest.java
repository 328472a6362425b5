package dev.oceanus.collector.commit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.MemoryStreams;
import dev.oceanus.collector.TestNanos;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.MicroBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriterWithSpoolTest {
  private static final Duration WITHIN = Duration.ofSeconds(1);

  private final TestNanos nanos = new TestNanos();
  private final Submissions submissions = new Submissions(nanos);
  private final MemoryStreams streams = new MemoryStreams();
  private final Spooled spool = new Spooled();
  private final List<String> sent = new ArrayList<>();
  private Duration callTime = Duration.ZERO;

  private final Writer writer =
      new Writer(
          "producer",
          new Writer.Shared(
              this::append,
              spool,
              new StoreState(nanos),
              new CommitMeter(new SimpleMeterRegistry()),
              nanos,
              FailPoints.none(),
              new Answers(nanos),
              new CommitLimits(1, 100, 1000, 100, 1000, WITHIN)));

  private List<AppendOutcome> append(List<MicroBatch> batches) {
    sent.addAll(batches.stream().map(WriterWithSpoolTest::print).toList());
    nanos.advance(callTime);
    return streams.append(batches);
  }

  /** Notes what it is given, and answers as the test says; else it keeps all. */
  private static final class Spooled implements Spool {
    private final List<String> kept = new ArrayList<>();
    private final ArrayDeque<Kept> outcomes = new ArrayDeque<>();
    private boolean inUse;

    @Override
    public boolean inUse() {
      return inUse;
    }

    @Override
    public void use() {
      inUse = true;
    }

    @Override
    public List<Kept> keep(List<MicroBatch> batches, boolean attempted) {
      batches.forEach(batch -> kept.add(print(batch) + (attempted ? " attempted" : "")));
      return batches.stream()
          .map(batch -> outcomes.isEmpty() ? Kept.KEPT : outcomes.removeFirst())
          .toList();
    }

    @Override
    public boolean takes() {
      return true;
    }
  }

  @Test
  void spoolsWhatIsNotConfirmedInTimeUnderItsSequence() {
    streams.refuse(1_000);
    callTime = WITHIN;
    writer.write(List.of(submissions.of("a"), submissions.to(Submissions.SHOP, "x")));
    assertThat(spool.kept)
        .containsExactly("events_demo:0 #1 [a] attempted", "events_shop:0 #2 [x] attempted");
    assertThat(submissions.answers()).containsExactly("a SPOOLED", "x SPOOLED");
  }

  @Test
  void triesRedisForASecondBeforeItSpools() {
    streams.refuse(2);
    writer.write(List.of(submissions.of("a")));
    assertThat(sent).hasSize(3);
    assertThat(spool.kept).isEmpty();
    assertThat(submissions.answers()).containsExactly("a STORED");
  }

  @Test
  void spoolsOnlyWhatIsNotConfirmed() {
    streams.refuse(1);
    callTime = WITHIN;
    writer.write(List.of(submissions.of("a"), submissions.to(Submissions.SHOP, "x")));
    assertThat(spool.kept).containsExactly("events_demo:0 #1 [a] attempted");
    assertThat(submissions.answers()).containsExactly("x STORED", "a SPOOLED");
  }

  @Test
  void sendsNothingWhileTheSpoolIsInUse() {
    spool.use();
    writer.write(List.of(submissions.of("a")));
    writer.write(List.of(submissions.of("b")));
    assertThat(sent).isEmpty();
    assertThat(spool.kept).containsExactly("events_demo:0 #1 [a]", "events_demo:0 #2 [b]");
    assertThat(submissions.answers()).containsExactly("a SPOOLED", "b SPOOLED");
  }

  @Test
  void doesNotGoOnTryingOnceAnotherWriterHasBegunTheSpool() {
    streams.refuse(1_000);
    spool.use();
    spool.outcomes.add(Spool.Kept.SEND);
    writer.write(List.of(submissions.of("a")));
    assertThat(sent).as("one try, since the spool had just come to its end").hasSize(1);
    assertThat(spool.kept)
        .containsExactly("events_demo:0 #1 [a]", "events_demo:0 #1 [a] attempted");
    assertThat(submissions.answers()).containsExactly("a SPOOLED");
  }

  @Test
  void sendsWhatTheSpoolDoesNotTakeBecauseItIsEmptyAgain() {
    spool.use();
    spool.outcomes.add(Spool.Kept.SEND);
    writer.write(List.of(submissions.of("a")));
    assertThat(sent).containsExactly("events_demo:0 #1 [a]");
    assertThat(submissions.answers()).containsExactly("a STORED");
  }

  @Test
  void answersAsUnavailableWhatTheSpoolRefuses() {
    spool.use();
    spool.outcomes.add(Spool.Kept.REFUSED);
    writer.write(List.of(submissions.of("a"), submissions.to(Submissions.SHOP, "x")));
    assertThat(submissions.answers()).containsExactly("x SPOOLED", "a UNAVAILABLE");
    writer.write(List.of(submissions.of("b")));
    assertThat(spool.kept).last().isEqualTo("events_demo:0 #3 [b]");
  }

  @Test
  void spoolsWhatHasWaitedForTheTryBeforeIt() {
    Submission waited = submissions.of("waited");
    nanos.advance(WITHIN.plusMillis(500));
    spool.use();
    writer.write(List.of(waited));
    assertThat(submissions.answers()).containsExactly("waited SPOOLED");
  }

  @Test
  void givesUpOnlyWhatHasWaitedForMuchTooLong() {
    Submission late = submissions.of("late");
    nanos.advance(WITHIN.multipliedBy(3).plusMillis(1));
    spool.use();
    writer.write(List.of(late, submissions.of("timely")));
    assertThat(submissions.answers()).containsExactly("late UNAVAILABLE", "timely SPOOLED");
  }

  @Test
  void spoolsWhenItsThreadIsToEnd() {
    streams.refuse(1_000);
    Thread.currentThread().interrupt();
    writer.write(List.of(submissions.of("a")));
    assertThat(Thread.interrupted()).as("left for the loop to see").isTrue();
    assertThat(submissions.answers()).containsExactly("a SPOOLED");
  }

  private static String print(MicroBatch batch) {
    return "%s #%d %s"
        .formatted(
            batch.shard(),
            batch.sequence(),
            batch.events().stream().map(event -> new String(event, UTF_8)).toList());
  }
}
