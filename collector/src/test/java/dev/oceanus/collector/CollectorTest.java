package dev.oceanus.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.common.event.Event;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollectorTest {
  private final TestCollector collector = new TestCollector();

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void storesThePixelsEventAndAnswersThePicture() throws IOException {
    Answer answer =
        RawHttp.get(
            collector.port(),
            "/v1/pixel/demo?evt=page_view&url=https%3A%2F%2Fshop.example%2F%3Futm_source%3Dx&tit=%E6%97%A5+%E6%9C%AC");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasSize(35);
    Event event = collector.events(TestSites.DEMO).get(0);
    assertThat(event.get("page_title")).isEqualTo("日 本");
    assertThat(event.get("utm_source")).isEqualTo("x");
  }

  @Test
  void storesEveryEventOfAnArray() throws IOException {
    byte[] body =
        "[{\"evt\":\"a\",\"properties\":{\"b\": 1.0, \"a\":[]}},{\"event_name\":\"b\"}]"
            .getBytes(UTF_8);
    Answer answer = RawHttp.post(collector.port(), "/v1/events/demo", "text/plain", body);
    assertThat(answer.utf8()).isEqualTo("{\"stored\":2,\"refused\":[]}");
    List<Event> events = collector.events(TestSites.DEMO);
    assertThat(events).extracting(event -> event.get("event_name")).containsExactly("a", "b");
    assertThat(events.get(0).get("properties")).isEqualTo("{\"b\": 1.0, \"a\":[]}");
  }
}
