package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.TestCollector;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long answers take, by their status. */
class AnswerTimesTest {
  @Test
  void countsEachAnswerByTheClassOfItsStatus() throws IOException {
    try (TestCollector collector = new TestCollector()) {
      assertThat(get(collector, "/v1/pixel/demo?evt=e")).isEqualTo(200);
      assertThat(get(collector, "/v1/pixel/demo?evt=e")).isEqualTo(200);
      assertThat(get(collector, "/v1/pixel/nobody?evt=e")).isEqualTo(404);
      assertThat(answers(collector, "2xx").count()).isEqualTo(2);
      assertThat(answers(collector, "4xx").count()).isEqualTo(1);
      assertThat(answers(collector, "5xx").count()).isZero();
      assertThat(answers(collector, "2xx").totalTime(TimeUnit.MINUTES)).isBetween(0.0, 1.0);
    }
  }

  @Test
  @Tag("slow")
  void leavesOutAnswersThatAreHeldBackOnPurpose() throws IOException {
    try (TestCollector collector = new TestCollector()) {
      assertThat(get(collector, "/v1/mail/demo?dwell=1")).isEqualTo(302);
      assertThat(answers(collector, "3xx").count()).isZero();
    }
  }

  private static int get(TestCollector collector, String path) throws IOException {
    return RawHttp.get(collector.port(), path).status();
  }

  private static Timer answers(TestCollector collector, String status) {
    return collector.registry().get("oceanus_collector_answers").tag("status", status).timer();
  }
}
