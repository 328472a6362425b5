package dev.oceanus.collector.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.collector.TestNanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final TestNanos nanos = new TestNanos();
  private final Submissions submissions = new Submissions(nanos);
  private final Answers answers = new Answers(nanos);

  @Test
  void runsOneTaskForAllSubmissionsOfAnOwner() {
    List<Runnable> tasks = new ArrayList<>();
    Executor first = tasks::add;
    Executor second = task -> tasks.add(task);
    answers.give(
        List.of(
            submissions.owned(first, Submissions.DEMO, "a"),
            submissions.owned(second, Submissions.DEMO, "b"),
            submissions.owned(first, Submissions.DEMO, "c")),
        Commit.STORED);
    assertThat(submissions.answers()).as("only its owner answers").isEmpty();
    assertThat(tasks).hasSize(2);
    tasks.forEach(Runnable::run);
    assertThat(submissions.answers()).containsExactlyInAnyOrder("a STORED", "b STORED", "c STORED");
  }

  @Test
  void answersTheOthersWhereOneOwnerHasGone() {
    Executor gone =
        task -> {
          throw new RejectedExecutionException("closed");
        };
    answers.give(
        List.of(submissions.owned(gone, Submissions.DEMO, "a"), submissions.of("b")),
        Commit.UNAVAILABLE);
    assertThat(submissions.answers()).containsExactly("b UNAVAILABLE");
  }

  @Test
  void answersTheOthersWhereOneCannotBeAnswered() {
    Submission good = submissions.of("b");
    answers.give(List.of(unanswerable(good), good), Commit.STORED);
    assertThat(submissions.answers()).containsExactly("b STORED");
  }

  @Test
  void logsAFaultOnceAMinuteAndNothingOfTheRequest() {
    try (CapturedLog log = new CapturedLog()) {
      List<Submission> bad = Collections.nCopies(500, unanswerable(submissions.of("a")));
      answers.give(bad, Commit.STORED);
      answers.give(bad, Commit.SPOOLED);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("ERROR answering a request as STORED met a fault of ours")
          .contains("java.lang.IllegalStateException", "AnswersTest")
          .doesNotContain("me@x.example");
      nanos.advance(Duration.ofMinutes(1));
      answers.give(bad, Commit.STORED);
      assertThat(log.lines()).hasSize(2);
    }
  }

  private static Submission unanswerable(Submission like) {
    return new Submission(
        like.shard(),
        like.events(),
        like.bytes(),
        like.submittedNanos(),
        like.owner(),
        commit -> {
          throw new IllegalStateException("cannot answer me@x.example");
        });
  }
}
