package dev.oceanus.loader.bigquery.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.warehouse.Committed;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobLabelsTest {
  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final BatchId ID = new BatchId("k3x9", "events_demo", 12);

  private static Seal seal(List<EntryId> upper) {
    Excluded left =
        new Excluded(
            new EntryRef(0, new EntryId(1, 0)), 2, Excluded.Reason.UNREADABLE, "field", "detail");
    return new Seal(ID, 2, upper, 501, SHA, List.of(left), Instant.EPOCH);
  }

  @Test
  void tellTheSealAgain() {
    Seal seal = seal(List.of(new EntryId(1_764_000_000_000L, 3), EntryId.ZERO));
    assertThat(JobLabels.committed(ID, JobLabels.of(seal), 500)).contains(Committed.of(seal));
  }

  @Test
  void haveRoomForTheLargestLane() {
    Seal seal = seal(Collections.nCopies(64, EntryId.MAX));
    Map<String, String> labels = JobLabels.of(seal);
    assertThat(labels).hasSizeLessThanOrEqualTo(64);
    assertThat(labels.keySet()).allMatch(key -> key.matches("[a-z][a-z0-9_-]{0,62}"));
    assertThat(labels.values()).allMatch(value -> value.matches("[a-z0-9_-]{0,63}"));
    assertThat(JobLabels.committed(ID, labels, 500)).contains(Committed.of(seal));
  }

  @Test
  void tellTheRowsThatWereWrittenAndNotThoseThatWereSealed() {
    Seal seal = seal(List.of(EntryId.ZERO));
    assertThat(JobLabels.committed(ID, JobLabels.of(seal), 499))
        .hasValueSatisfying(
            found -> {
              assertThat(found.rows()).isEqualTo(499);
              assertThat(found.isOf(seal)).isFalse();
            });
  }

  @Test
  void ofSomebodyElseTellNothing() {
    assertThat(JobLabels.committed(ID, Map.of("team", "analytics"), 5)).isEmpty();
    assertThat(JobLabels.committed(ID, JobLabels.abandoned(), 0)).isEmpty();
  }

  @Test
  void nameJobsThatCanBeToldApart() {
    assertThat(JobName.first(ID)).hasToString("oc_k3x9_events_demo_12_1");
    assertThat(JobName.first(ID).next()).hasToString("oc_k3x9_events_demo_12_2");
    assertThat(JobName.first(new BatchId("k3x9", "events_demo_12", 1)).toString())
        .isNotEqualTo(new JobName(ID, 1).toString());
  }
}
