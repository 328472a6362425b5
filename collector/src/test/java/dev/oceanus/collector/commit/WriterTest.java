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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriterTest {
  private static final Duration WITHIN = Duration.ofSeconds(1);

  private final TestNanos nanos = new TestNanos();
  private final Submissions submissions = new Submissions(nanos);
  private final MemoryStreams streams = new MemoryStreams();
  private final StoreState state = new StoreState(nanos);
  private final List<List<String>> sent = new ArrayList<>();
  private Duration callTime = Duration.ZERO;

  private final Writer writer =
      new Writer(
          "producer",
          new Writer.Shared(
              this::append,
              Spool.NONE,
              state,
              new CommitMeter(new SimpleMeterRegistry()),
              nanos,
              FailPoints.none(),
              new Answers(nanos),
              new CommitLimits(1, 100, 1000, 100, 1000, WITHIN)));

  private List<AppendOutcome> append(List<MicroBatch> batches) {
    sent.add(batches.stream().map(WriterTest::print).toList());
    nanos.advance(callTime);
    return streams.append(batches);
  }

  @Test
  void sendsOneMicroBatchForEachShardInOneCall() {
    writer.write(
        List.of(
            submissions.of("a", "b"), submissions.to(Submissions.SHOP, "x"), submissions.of("c")));
    assertThat(sent).containsExactly(List.of("events_demo:0 #1 [a, b, c]", "events_shop:0 #2 [x]"));
    assertThat(submissions.answers()).containsExactlyInAnyOrder("a STORED", "x STORED", "c STORED");
    assertThat(state.storable()).isTrue();
  }

  @Test
  void raisesTheSequenceWithEachMicroBatch() {
    writer.write(List.of(submissions.of("a")));
    writer.write(List.of(submissions.of("b")));
    assertThat(sent)
        .containsExactly(List.of("events_demo:0 #1 [a]"), List.of("events_demo:0 #2 [b]"));
  }

  @Test
  void sendsTheSameAgainUntilItIsConfirmed() {
    streams.refuse(2);
    writer.write(List.of(submissions.of("a")));
    String same = "events_demo:0 #1 [a]";
    assertThat(sent).containsExactly(List.of(same), List.of(same), List.of(same));
    assertThat(submissions.answers()).containsExactly("a STORED");
    assertThat(state.storable()).isTrue();
  }

  @Test
  void storesOnceWhatIsSentAgainBecauseItsAnswerWasLost() {
    streams.loseAnswers(3);
    writer.write(List.of(submissions.of("a")));
    assertThat(sent).hasSize(4);
    assertThat(stored()).containsExactly("events_demo:0 #1 [a]");
    assertThat(submissions.answers()).containsExactly("a STORED");
  }

  @Test
  void answersWhatIsConfirmedAndSendsOnlyTheRestAgain() {
    streams.refuse(1);
    writer.write(List.of(submissions.of("a"), submissions.to(Submissions.SHOP, "x")));
    assertThat(sent.get(1)).containsExactly("events_demo:0 #1 [a]");
    assertThat(submissions.answers()).containsExactly("x STORED", "a STORED");
  }

  @Test
  void givesUpInTimeAndSendsWhatFollowsWithAHigherSequence() {
    streams.refuse(1);
    callTime = WITHIN;
    writer.write(List.of(submissions.of("a")));
    assertThat(submissions.answers()).containsExactly("a UNAVAILABLE");
    assertThat(state.storable()).isFalse();
    assertThat(state.why()).contains("refused by the test");
    writer.write(List.of(submissions.of("b")));
    assertThat(stored()).containsExactly("events_demo:0 #2 [b]");
    assertThat(submissions.answers()).containsExactly("a UNAVAILABLE", "b STORED");
  }

  @Test
  void neverSaysStoredOfWhatItGaveUpThoughItMayBe() {
    streams.loseAnswers(1);
    callTime = WITHIN;
    writer.write(List.of(submissions.of("a")));
    assertThat(stored()).containsExactly("events_demo:0 #1 [a]");
    assertThat(submissions.answers()).containsExactly("a UNAVAILABLE");
  }

  @Test
  void goesOnTryingUntilTheOldestSubmissionsTimeIsOver() {
    streams.refuse(1_000);
    callTime = Duration.ofMillis(300);
    writer.write(List.of(submissions.of("a"), submissions.of("b")));
    assertThat(sent).hasSize(4);
    assertThat(submissions.answers()).containsExactly("a UNAVAILABLE", "b UNAVAILABLE");
  }

  @Test
  void sendsNothingThatComesTooLate() {
    Submission late = submissions.of("late");
    nanos.advance(WITHIN.plusMillis(1));
    writer.write(List.of(late, submissions.of("timely")));
    assertThat(stored()).containsExactly("events_demo:0 #1 [timely]");
    assertThat(submissions.answers()).containsExactly("late UNAVAILABLE", "timely STORED");
  }

  @Test
  void sendsNothingWhereThereIsNothing() {
    writer.write(List.of());
    assertThat(sent).isEmpty();
  }

  @Test
  void stopsTryingWhenItsThreadIsToEnd() {
    streams.refuse(1_000);
    Thread.currentThread().interrupt();
    writer.write(List.of(submissions.of("a")));
    assertThat(Thread.interrupted()).as("left for the loop to see").isTrue();
    assertThat(submissions.answers()).containsExactly("a UNAVAILABLE");
  }

  private List<String> stored() {
    return streams.stored().stream().map(WriterTest::print).toList();
  }

  private static String print(MicroBatch batch) {
    return "%s #%d %s"
        .formatted(
            batch.shard(),
            batch.sequence(),
            batch.events().stream().map(event -> new String(event, UTF_8)).toList());
  }
}
