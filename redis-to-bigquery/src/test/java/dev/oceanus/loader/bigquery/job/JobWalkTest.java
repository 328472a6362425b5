package dev.oceanus.loader.bigquery.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import dev.oceanus.loader.bigquery.job.MemoryJobs.Plan;
import dev.oceanus.loader.bigquery.job.MemoryJobs.Trouble;
import dev.oceanus.loader.memory.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobWalkTest {
  private static final JobName FIRST = JobName.first(new BatchId("e1", "events", 3));

  private final TestClock clock = new TestClock();
  private int questions;
  private final MemoryJobs failing =
      new MemoryJobs(
          clock,
          new MemoryJobs.Course() {
            @Override
            public Plan plan(String id, Instant created) {
              return new Plan(
                  created,
                  new Fate.Failed(BigQueryFailure.UNREACHABLE, "what happened", created, List.of()),
                  Trouble.NONE);
            }

            @Override
            public boolean answers() {
              questions++;
              return true;
            }
          });

  @Test
  void findsNothingWhereThereIsNoFirstJob() {
    assertThat(new JobWalk(failing).last(FIRST)).isEmpty();
    assertThat(questions).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 31, 32, 33, 100})
  void findsTheLastOfManyThatFailed(int many) {
    for (int n = 1; n <= many; n++) {
      failing.query(FIRST.at(n).toString(), Map.of(), "SELECT 1");
    }
    Optional<JobWalk.Last> last = new JobWalk(failing).last(FIRST);
    assertThat(last.orElseThrow().name()).isEqualTo(FIRST.at(many));
    assertThat(questions).isLessThan(30);
  }

  @Test
  void looksNoFurtherThanAJobThatHasNotFailed() {
    MemoryJobs jobs = new MemoryJobs(clock, MemoryJobs.Course.SMOOTH);
    jobs.query(FIRST.toString(), Map.of(), "SELECT 1");
    jobs.query(FIRST.next().toString(), Map.of(), "SELECT 1");
    assertThat(new JobWalk(jobs).last(FIRST).orElseThrow().name()).isEqualTo(FIRST);
  }

  @Test
  void takesABatchForGivenUpWhateverBecameOfTheJobThatDidIt() {
    failing.query(FIRST.toString(), JobLabels.abandoned(), "SELECT 1");
    failing.query(FIRST.next().toString(), Map.of(), "SELECT 1");
    assertThat(new JobWalk(failing).last(FIRST).orElseThrow().name()).isEqualTo(FIRST);
  }
}
