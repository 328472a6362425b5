package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.common.event.Event;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the fields of a form may stand, and what bodies are taken. */
class PirateEndpointTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final TestCollector collector = new TestCollector();

  @AfterAll
  static void close() {
    collector.close();
  }

  @Test
  void readsTheQueryWhereThereIsNoBody() throws IOException {
    assertThat(post("?sid=a1&name=Ada&oid=q", "text/plain", "").status()).isEqualTo(200);
    assertThat(last().get("name")).isEqualTo("Ada");
    assertThat(last().get("oid")).isEqualTo("q");
  }

  @Test
  void believesTheBodyRatherThanTheQuery() throws IOException {
    assertThat(post("?sid=a1&name=query&tel=1", FORM, "name=body&email=a%40b").status())
        .isEqualTo(200);
    assertThat(last().get("name")).isEqualTo("body");
    assertThat(last().get("tel")).isEqualTo("1");
    assertThat(last().get("email")).isEqualTo("a@b");
  }

  @Test
  void readsFormsInParts() throws IOException {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n貝\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"cname\"; filename=\"f\"\r\n\r\nx\r\n--b--";
    assertThat(post("?sid=a1&name=query", "multipart/form-data; boundary=b", body).status())
        .isEqualTo(200);
    assertThat(last().get("name")).isEqualTo("貝");
    assertThat(last().get("cname")).isNull();
    assertThat(last().get("sid")).isEqualTo("a1");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 415",
    "text/plain;charset=UTF-8, 415",
    "application/x-www-form-urlencoded; charset=Shift_JIS, 415",
    "multipart/form-data, 400"
  })
  void refusesBodiesThatItCannotRead(String type, int status) throws IOException {
    int before = collector.stored();
    assertThat(post("?sid=a1", type, "sid=a1").status()).isEqualTo(status);
    assertThat(collector.stored()).isEqualTo(before);
  }

  @Test
  void refusesABodyThatIsTooLarge() throws IOException {
    assertThat(post("?sid=a1", FORM, "x".repeat(256 * 1024 + 1)).status()).isEqualTo(413);
  }

  @Test
  void keepsWholeWhatItRefuses() throws IOException {
    try (TestCollector own = new TestCollector()) {
      RawHttp.post(own.port(), "/pirate/old-form?sid=g", FORM, "name=Ada".getBytes(UTF_8));
      await().until(() -> own.refused().size() == 1);
      Event refused = own.refused().getFirst();
      assertThat(refused.get("route")).isEqualTo("/pirate");
      assertThat(refused.get("reason")).isEqualTo("invalid");
      assertThat(refused.get("field")).isEqualTo("sid");
      assertThat(refused.get("raw")).isEqualTo("sid=g&name=Ada");
    }
  }

  private static Answer post(String query, String type, String body) throws IOException {
    return RawHttp.post(collector.port(), "/pirate/old-form" + query, type, body.getBytes(UTF_8));
  }

  private static Event last() {
    return collector.events(TestSites.OLD_FORM).getLast();
  }
}
