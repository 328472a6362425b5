package dev.oceanus.collector.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestNanos;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final Submissions submissions = new Submissions(new TestNanos());

  @Test
  void runsOneTaskForAllSubmissionsOfAnOwner() {
    List<Runnable> tasks = new ArrayList<>();
    Executor first = tasks::add;
    Executor second = task -> tasks.add(task);
    Answers.give(
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
    Answers.give(
        List.of(submissions.owned(gone, Submissions.DEMO, "a"), submissions.of("b")),
        Commit.UNAVAILABLE);
    assertThat(submissions.answers()).containsExactly("b UNAVAILABLE");
  }

  @Test
  void answersTheOthersWhereOneCannotBeAnswered() {
    Submission good = submissions.of("b");
    Submission bad =
        new Submission(
            good.shard(),
            good.events(),
            good.bytes(),
            good.submittedNanos(),
            good.owner(),
            commit -> {
              throw new IllegalStateException("a fault of ours");
            });
    Answers.give(List.of(bad, good), Commit.STORED);
    assertThat(submissions.answers()).containsExactly("b STORED");
  }
}
