package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.common.event.Event;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The picture in a mail, and the steps that say how long it is open. */
class MailEndpointTest {
  private static final TestCollector collector = new TestCollector();

  @AfterAll
  static void close() {
    collector.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?uid=7&dwell=0", "?uid=7&dwell="})
  void isAnEventAndAPictureWithoutARedirect(String query) throws IOException {
    Answer answer = get("/v1/mail/demo" + query);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("image/gif");
    assertThat(answer.header("Cache-Control")).contains("no-cache, no-store, must-revalidate");
    assertThat(last().get("event_name")).isEqualTo("mail_open");
    assertThat(last().get("properties")).isNull();
  }

  @Test
  void takesTheParametersOfAnyEvent() throws IOException {
    get("/v1/mail/demo?evt=newsletter&uid=7&eid=m.7&pvid=p1&jsn=%7B%22issue%22:3%7D&tit=%E8%B2%9D");
    assertThat(last().get("event_name")).isEqualTo("newsletter");
    assertThat(last().get("event_id")).isEqualTo("m.7");
    assertThat(last().get("page_view_id")).isEqualTo("p1");
    assertThat(last().get("properties")).isEqualTo("{\"issue\":3}");
    assertThat(last().get("page_title")).isEqualTo("貝");
  }

  @ParameterizedTest
  @CsvSource({"dwell=3, invalid, dwell", "dwell=yes, invalid, dwell", "jsn=%7B, not_json, jsn"})
  void refusesWhatItCannotRead(String parameter, String reason, String field) throws IOException {
    Answer answer = get("/v1/mail/demo?" + parameter);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.utf8())
        .contains("\"field\":\"" + field + "\"")
        .contains("\"reason\":\"" + reason + "\"");
  }

  @Test
  void takesNothingForASiteThatIsNotOpenToIt() throws IOException {
    assertThat(get("/v1/mail/old").status()).isEqualTo(404);
    assertThat(get("/v1/mail/nobody").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%7B%22issue%22:3%7D | {\"seconds\":10,\"issue\":3}",
        "%7B%22seconds%22:3,%22a%22:%5B1%5D%7D | {\"seconds\":10,\"a\":[1]}",
        "%5B1,2%5D | {\"seconds\":10,\"jsn\":[1,2]}",
        "'' | {\"seconds\":10}"
      })
  void tellsTheSecondsOfAStepBesideTheMailsProperties(String sent, String stored)
      throws IOException {
    get("/v1/mail/demo?dwell=10&pvid=p2&eid=step&evt=newsletter&jsn=" + sent);
    assertThat(last().get("event_name")).isEqualTo("mail_dwell");
    assertThat(last().get("properties")).isEqualTo(stored);
    assertThat(last().get("page_view_id")).isEqualTo("p2");
    assertThat(last().get("event_id")).isEqualTo("step");
  }

  @Test
  @Tag("slow")
  void storesEachStepOfAnOpening() throws IOException {
    try (TestCollector own = new TestCollector()) {
      Answer answer = RawHttp.get(own.port(), "/v1/mail/demo?uid=7&dwell=1&jsn=%7B%22n%22:1%7D");
      int redirects = 0;
      for (; answer.header("Location").isPresent(); redirects++) {
        answer = RawHttp.get(own.port(), answer.header("Location").orElseThrow());
      }
      assertThat(redirects).isEqualTo(3);
      assertThat(answer.status()).isEqualTo(200);
      List<Event> events = own.events(TestSites.DEMO);
      assertThat(events)
          .extracting(event -> event.get("event_name"))
          .containsExactly("mail_open", "mail_dwell", "mail_dwell", "mail_dwell");
      assertThat(events)
          .extracting(event -> event.get("properties"))
          .containsExactly(
              "{\"n\":1}",
              "{\"seconds\":2,\"n\":1}",
              "{\"seconds\":6,\"n\":1}",
              "{\"seconds\":10,\"n\":1}");
      assertThat(events).extracting(event -> event.get("user_id")).containsOnly("7");
      assertThat(events)
          .extracting(event -> event.get("page_view_id"))
          .containsOnly(events.getFirst().get("page_view_id"))
          .doesNotContainNull();
      assertThat(events).extracting(event -> event.get("event_id")).doesNotHaveDuplicates();
    }
  }

  @Test
  void asksForTheNextStepByAnIdentityThatHasRoomInItsAddress() throws IOException {
    Answer answer = get("/v1/mail/demo?dwell=1&pvid=" + "%FF".repeat(2_500));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location").orElseThrow())
        .contains("dwell=2&pvid=" + "%EF%BF%BD".repeat(64) + "&eid=");
    assertThat(last().get("page_view_id")).isEqualTo("\uFFFD".repeat(64));
  }

  private static Event last() {
    return collector.events(TestSites.DEMO).getLast();
  }

  private static Answer get(String target) throws IOException {
    return RawHttp.get(collector.port(), target);
  }
}
