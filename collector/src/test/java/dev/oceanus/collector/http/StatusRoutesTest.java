package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes by which load balancers and watchers look at it. */
class StatusRoutesTest {
  /** As many events may wait as in {@link TestCollector}. */
  private static final int LIMIT = 100;

  @ParameterizedTest
  @CsvSource({
    "/lb, 200, 'ok\n'",
    "/hc, 200, 'ok\n'",
    "/rstatus, 200, ok",
    "/robots.txt, 200, 'User-agent: *\nDisallow: /\n'",
    "/favicon.ico, 204, ''"
  })
  void answersAsThePythonSystemDid(String path, int status, String text) throws IOException {
    try (TestCollector collector = new TestCollector()) {
      await().until(() -> RawHttp.get(collector.port(), path).status() == status);
      for (String target : new String[] {path, path + "/", path + "?x=1"}) {
        Answer answer = RawHttp.get(collector.port(), target);
        assertThat(answer.status()).as(target).isEqualTo(status);
        assertThat(answer.utf8()).isEqualTo(text.replace("\\n", "\n"));
      }
      assertThat(RawHttp.get(collector.port(), path + "/x").status()).isEqualTo(404);
    }
  }

  @Test
  @Tag("slow")
  void complainsOfABacklogOverItsLimit() throws IOException {
    try (TestCollector collector = new TestCollector()) {
      StringBuilder events = new StringBuilder("[");
      for (int i = 0; i < LIMIT; i++) {
        events.append(i == 0 ? "" : ",").append("{\"evt\":\"e\"}");
      }
      post(collector, events.append("]").toString());
      await().until(() -> status(collector) == 200);
      post(collector, "{\"evt\":\"one more\"}");
      await().until(() -> status(collector) == 503);
      Answer answer = RawHttp.get(collector.port(), "/rstatus");
      assertThat(answer.header("Retry-After")).isPresent();
      assertThat(RawHttp.get(collector.port(), "/lb").status()).isEqualTo(200);
    }
  }

  private static void post(TestCollector collector, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    RawHttp.post(collector.port(), "/v1/events/demo", "application/json", body);
  }

  private static int status(TestCollector collector) throws IOException {
    return RawHttp.get(collector.port(), "/rstatus").status();
  }
}
