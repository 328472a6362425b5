package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of the Python system. */
class SwallowEndpointTest {
  private static final String QUERY = "?oid=o&sid=1aF&evt=E&url=u";
  private static final TestCollector collector = new TestCollector();

  @AfterAll
  static void close() {
    collector.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/swallow", "/swallow/", "/swallow/old", "/swallow/old/"})
  void answersThePictureAndStores(String path) throws IOException {
    int before = collector.stored();
    Answer answer = get(path + QUERY);
    assertThat(answer.status()).isEqualTo(200);
    isThePicture(answer);
    assertThat(collector.stored()).isEqualTo(before + 1);
    assertThat(collector.events(TestSites.OLD).getLast().get("sid")).isEqualTo("1af");
  }

  @ParameterizedTest
  @CsvSource({"oid", "sid", "evt", "url"})
  void namesTheParameterThatIsMissing(String parameter) throws IOException {
    for (String instead : new String[] {"", parameter + "=", parameter + "=+%20"}) {
      Answer answer = get("/swallow/old" + QUERY.replaceFirst(parameter + "=[^&]*", instead));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("Content-Type")).contains("application/json");
      assertThat(answer.utf8())
          .isEqualTo(
              "{\"title\": \"Missing parameter\", \"description\": \"The \\\""
                  + parameter
                  + "\\\" parameter is required.\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sid=xyz", "jsn={", "enc=%3B", "sid=1&sid=g", "site=a&site=b"})
  void answersAnInvalidValueWithThePicture(String parameter) throws IOException {
    int before = collector.stored();
    Answer answer = get("/swallow/old" + QUERY + "&" + parameter);
    assertThat(answer.status()).isEqualTo(400);
    isThePicture(answer);
    assertThat(collector.stored()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "nosite, nosite",
    "demo, demo",
    "OLD, OLD",
    "a-b_c.d~e, a-b_c.d~e",
    "%3Cscript%3E, %3Cscript%3E",
    "\"'()<>, ????????"
  })
  void saysWhichSiteItDoesNotKnowInHarmlessLetters(String site, String named) throws IOException {
    Answer answer = get("/swallow/" + site + QUERY);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).contains("text/plain; charset=UTF-8");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.utf8()).startsWith("site name not found:" + named.substring(0, 1));
    assertThat(answer.utf8()).doesNotContain("<").doesNotContain("\"");
  }

  @Test
  void repeatsNoMoreThanTheBeginningOfALongName() throws IOException {
    assertThat(get("/swallow/" + "x".repeat(1_000)).utf8())
        .isEqualTo("site name not found:" + "x".repeat(64));
  }

  @Test
  void answersWrongMethodsAsThePythonSystemDid() throws IOException {
    assertThat(RawHttp.post(collector.port(), "/swallow/old" + QUERY, "text/plain", new byte[0]))
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(400));
    Answer put = RawHttp.once(collector.port(), RawHttp.head("PUT", "/swallow/old") + "\r\n");
    assertThat(put.status()).isEqualTo(405);
    assertThat(put.header("Allow")).contains("GET, OPTIONS");
  }

  @Test
  void takesSlashesOutOfACharset() throws IOException {
    get("/swallow/old" + QUERY + "&enc=shift/jis");
    assertThat(collector.events(TestSites.OLD).getLast().get("enc")).isEqualTo("SHIFTJIS");
  }

  @Test
  void storesUserAgentDeviceAndAddressOfTheConnection() throws IOException {
    RawHttp.get(
        collector.port(),
        "/swallow/old" + QUERY + "&rad=6.6.6.6&dev=x&ua=y",
        "User-Agent: Mozilla/5.0 (iPhone) " + "日".repeat(600));
    assertThat(collector.events(TestSites.OLD).getLast())
        .satisfies(event -> assertThat(event.get("rad")).isEqualTo("127.0.0.1"))
        .satisfies(event -> assertThat(event.get("dev")).isEqualTo("mobile"))
        .satisfies(
            event -> assertThat((String) event.get("ua")).startsWith("Mozilla/5.0 (iPhone) "));
  }

  @Test
  void letsPagesOfAnyOriginReadItsAnswers() throws IOException {
    for (String target : new String[] {"/swallow/old" + QUERY, "/swallow/old", "/swallow/nosite"}) {
      assertThat(RawHttp.get(collector.port(), target, "Origin: https://a.example"))
          .satisfies(
              answer -> assertThat(answer.header("Access-Control-Allow-Origin")).contains("*"));
    }
  }

  @Test
  void saysWhenToComeBackWhereNothingCanBeStored() throws IOException {
    try (TestCollector failing = new TestCollector()) {
      failing.streams().refuse(Integer.MAX_VALUE);
      Answer answer = RawHttp.get(failing.port(), "/swallow/old" + QUERY);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isPresent();
    }
  }

  private static Answer get(String target) throws IOException {
    return RawHttp.get(collector.port(), target);
  }

  private static void isThePicture(Answer answer) {
    assertThat(HexFormat.of().formatHex(answer.body()))
        .isEqualTo("4749463839610100010080ff00ffffff0000002c00000000010001000002024401003b");
    assertThat(answer.header("Content-Type")).contains("image/gif");
    assertThat(answer.header("Cache-Control")).contains("no-cache, no-store, must-revalidate");
    assertThat(answer.header("Expires")).contains("Mon, 01 Jan 1990 00:00:00 GMT");
    assertThat(answer.header("Pragma")).contains("no-cache");
  }
}
