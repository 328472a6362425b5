package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.common.event.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain of pictures that measures how long a mail is open. */
class GazeEndpointTest {
  private static final TestCollector collector = new TestCollector();

  @AfterAll
  static void close() {
    collector.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"done", "click", "DONE", "opened"})
  void answersWhatIsNoStepByThePictureAtOnce(String event) throws IOException {
    Answer answer = RawHttp.get(collector.port(), "/gaze/old?evt=" + event);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("image/gif");
  }

  @Test
  void leadsToTheSameQueryWithTheNextEvent() throws IOException {
    Map<String, String> locations = new LinkedHashMap<>();
    locations.put("/gaze/old?evt=Open&sid=a1", "/gaze/old?sid=a1&evt=see");
    locations.put("/gaze/old/?evt=open", "/gaze/old/?evt=see");
    locations.put("/gaze/old?evt=x&%65vt=open&tit=a+b%20c", "/gaze/old?tit=a+b%20c&evt=see");
    locations.put(
        "/gaze/old?evt=open&&tit=%0d%0aSet-Cookie:x", "/gaze/old?tit=%0d%0aSet-Cookie:x&evt=see");
    locations.put("/gaze/old?evt=open&url=//evil.example", "/gaze/old?url=//evil.example&evt=see");
    locations.put(
        "/gaze/old?evt=open&tit=\u00c3\u00a9\"<>|{}^`\\",
        "/gaze/old?tit=%C3%A9%22%3C%3E%7C%7B%7D%5E%60%5C&evt=see");
    List<RawHttp> waiting = new ArrayList<>();
    for (String target : locations.keySet()) {
      waiting.add(new RawHttp(collector.port()).send(RawHttp.head("GET", target) + "\r\n"));
    }
    for (String location : locations.values()) {
      try (RawHttp http = waiting.removeFirst()) {
        Answer answer = http.answer();
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).contains(location);
        assertThat(answer.header("Cache-Control")).contains("no-cache, no-store, must-revalidate");
        assertThat(answer.header("Set-Cookie")).isEmpty();
      }
    }
  }

  @Test
  void stopsWhereAValueIsRefused() throws IOException {
    Answer answer = RawHttp.get(collector.port(), "/gaze/old?evt=open&sid=xyz");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Location")).isEmpty();
  }

  @Test
  @Tag("slow")
  void storesEachStepAndNoneBeforeItsTime() throws IOException {
    try (TestCollector own = new TestCollector()) {
      String target = "/gaze/old?evt=open&sid=a1&oid=7&tit=%E8%B2%9D&jsn=%7B%22n%22:1%7D";
      List<Integer> answers = new ArrayList<>();
      Answer answer = RawHttp.get(own.port(), target, "User-Agent: Mail/1");
      answers.add(answer.status());
      while (answer.header("Location").isPresent()) {
        answer =
            RawHttp.get(own.port(), answer.header("Location").orElseThrow(), "User-Agent: Mail/1");
        answers.add(answer.status());
      }
      assertThat(answers).containsExactly(302, 302, 302, 200);
      List<Event> events = own.events(TestSites.OLD);
      assertThat(events)
          .extracting(event -> event.get("evt"))
          .containsExactly("open", "see", "read", "done");
      assertThat(events).extracting(event -> event.get("tit")).containsOnly("貝");
      assertThat(events).extracting(event -> event.get("oid")).containsOnly("7");
      assertThat(events).extracting(event -> event.get("jsn")).containsOnly("{\"n\":1}");
      assertThat(between(events, 0, 1)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      assertThat(between(events, 1, 2)).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
      assertThat(between(events, 2, 3)).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    }
  }

  private static Duration between(List<Event> events, int earlier, int later) {
    return Duration.between(time(events.get(earlier)), time(events.get(later)));
  }

  private static LocalDateTime time(Event event) {
    return LocalDateTime.parse(String.valueOf(event.get("dt")).replace(' ', 'T'));
  }
}
