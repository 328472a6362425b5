package dev.oceanus.loader.bigquery.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.warehouse.Committed;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealTextTest {
  private static final BatchId ID = new BatchId("k3x9", "events_demo", 12);

  private static Seal seal(List<EntryId> upper) {
    return new Seal(ID, 1, upper, 500, "ab".repeat(32), List.of(), Instant.EPOCH);
  }

  @Test
  void tellsTheSealAgain() {
    Seal seal = seal(List.of(new EntryId(1_764_000_000_000L, 3), EntryId.ZERO));
    assertThat(SealText.of(seal))
        .isEqualTo(
            "k3x9-12 attempt=1 rows=500 sha256=" + "ab".repeat(32) + " upper=1764000000000-3,0-0");
    assertThat(SealText.read("events_demo", SealText.of(seal))).contains(Committed.of(seal));
  }

  @Test
  void fitsItsColumnForTheLargestLane() {
    String text = SealText.of(seal(Collections.nCopies(64, EntryId.MAX)));
    assertThat(text.length()).isLessThanOrEqualTo(LoaderColumns.SEAL.maxLength());
    assertThat(SealText.read("events_demo", text)).isPresent();
  }

  @Test
  void beginsAsNoOtherBatchDoes() {
    String text = SealText.of(seal(List.of(EntryId.ZERO)));
    assertThat(text).startsWith(SealText.prefix(ID));
    assertThat(text).doesNotStartWith(SealText.prefix(new BatchId("k3x9", "events_demo", 1)));
  }

  @Test
  void isNothingElse() {
    assertThat(SealText.read("events_demo", "rehearsal")).isEmpty();
    assertThat(SealText.read("events_demo", "")).isEmpty();
  }
}
