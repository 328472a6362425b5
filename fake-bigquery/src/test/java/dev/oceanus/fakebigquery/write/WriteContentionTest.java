package dev.oceanus.fakebigquery.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.core.ApiFuture;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions.OffsetAlreadyExists;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several writers of one stream. */
@Tag("slow")
class WriteContentionTest {
  private static final int ROUNDS = 50;
  private static final Rows ROWS = Rows.of("a string");

  @TempDir Path folder;

  @Test
  void letsOneOfTwoWritersHaveAnOffset() throws Exception {
    try (Fixture fake = new Fixture(folder).withTable("a STRING")) {
      String stream = fake.stream(Type.COMMITTED);
      StreamWriter left = fake.writer(stream, ROWS.schema());
      StreamWriter right = fake.writer(stream, ROWS.schema());
      List<String> expected = new ArrayList<>();

      for (int i = 0; i < ROUNDS; i++) {
        ApiFuture<AppendRowsResponse> byLeft = left.append(ROWS.rows("left " + i), i);
        ApiFuture<AppendRowsResponse> byRight = right.append(ROWS.rows("right " + i), i);
        boolean leftWon = wins(byLeft);
        assertThat(wins(byRight)).isNotEqualTo(leftWon);
        expected.add((leftWon ? "left " : "right ") + i);
      }

      assertThat(fake.visible("a")).isEqualTo(expected);
    }
  }

  private static boolean wins(ApiFuture<AppendRowsResponse> answer) throws InterruptedException {
    try {
      return answer.get().hasAppendResult();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(OffsetAlreadyExists.class);
      return false;
    }
  }
}
