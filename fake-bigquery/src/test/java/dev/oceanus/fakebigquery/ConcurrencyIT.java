package dev.oceanus.fakebigquery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs run beside each other and beside changes of their table. */
@Tag("slow")
class ConcurrencyIT {
  private static final int JOBS = 12;
  private static final int ROWS = 3_000;

  @TempDir Path folder;

  @Test
  void loadsWhileTheTableGetsColumns() throws IOException {
    try (FakeFixture fixture = FakeFixture.in(folder)) {
      RestClient client = fixture.client();
      StringBuilder columns = new StringBuilder(FakeFixture.FIELDS);
      List<String> jobs = new ArrayList<>();
      for (int job = 0; job < JOBS; job++) {
        client.load("j" + job, "t", rows(job));
        jobs.add("j" + job);
        if (job % 3 == 0) {
          columns.append(",{'name':'extra").append(job).append("','type':'STRING'}");
          String schema = "{'schema':{'fields':[" + columns + "]}}";
          assertThat(client.patch("/test/datasets/web/tables/t", schema).status()).isEqualTo(200);
        }
      }

      for (String job : jobs) {
        assertThat(client.done(job).path("status").has("errorResult")).as(job).isFalse();
      }
      assertThat(client.rows("t")).isEqualTo((long) JOBS * ROWS);
      assertThat(client.cell("SELECT COUNT(DISTINCT id) FROM web.t"))
          .isEqualTo(Integer.toString(JOBS * ROWS));
      assertThat(
              client.get("/test/datasets/web/tables/t").json().path("schema").path("fields").size())
          .isEqualTo(6);
    }
  }

  private static String rows(int job) {
    StringBuilder rows = new StringBuilder();
    for (int n = 0; n < ROWS; n++) {
      rows.append("{\"id\":\"%d-%d\",\"n\":%d}\n".formatted(job, n, n));
    }
    return rows.toString();
  }
}
