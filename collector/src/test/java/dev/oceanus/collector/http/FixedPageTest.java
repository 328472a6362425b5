package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.tag.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixed pages, compressed or not, and what caches are told of them. */
class FixedPageTest {
  private static final TestCollector collector = new TestCollector();
  private static final String GZIP = "Accept-Encoding: br, gzip";

  @AfterAll
  static void close() {
    collector.close();
  }

  private static Answer get(String... headers) throws IOException {
    return RawHttp.get(collector.port(), Tag.PATH, headers);
  }

  private static String tag(Answer answer) {
    return answer.header("ETag").orElseThrow();
  }

  @Test
  void servesThePageAsItIs() throws IOException {
    Answer answer = get();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Tag.page().body());
    assertThat(answer.header("Content-Encoding")).isEmpty();
    assertThat(answer.header("Vary")).contains("Accept-Encoding");
    assertThat(answer.header("Cache-Control")).contains(Tag.page().cacheControl());
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).contains("cross-origin");
  }

  @Test
  void servesItCompressed() throws IOException {
    Answer answer = get(GZIP);
    assertThat(answer.header("Content-Encoding")).contains("gzip");
    assertThat(answer.header("Vary")).contains("Accept-Encoding");
    assertThat(answer.header("Content-Type")).contains(Tag.page().contentType());
    assertThat(answer.body().length).isLessThan(Tag.page().body().length * 2 / 3);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(Tag.page().body());
    }
    assertThat(tag(answer)).isNotEqualTo(tag(get()));
  }

  @Test
  void saysThatWhatABrowserHasIsStillRight() throws IOException {
    for (String[] accept : new String[][] {{}, {GZIP}}) {
      String tag = tag(get(accept));
      for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag + ",\"y\"", "*"}) {
        Answer answer = get(with(accept, "If-None-Match: " + known));
        assertThat(answer.status()).as(known).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(tag(answer)).isEqualTo(tag);
        assertThat(answer.header("Vary")).contains("Accept-Encoding");
        assertThat(answer.header("Cache-Control")).contains(Tag.page().cacheControl());
        assertThat(answer.header("Content-Encoding")).isEmpty();
      }
    }
  }

  @Test
  void sendsThePageToABrowserThatHasAnotherFormOfIt() throws IOException {
    String plain = tag(get());
    assertThat(get(GZIP, "If-None-Match: " + plain).status()).isEqualTo(200);
    for (String known : new String[] {"\"other\"", plain.replace("\"", ""), "\"x" + plain}) {
      assertThat(get("If-None-Match: " + known).status()).as(known).isEqualTo(200);
    }
  }

  @Test
  void answersHeadWithTheSameHeadersAndNoBody() throws IOException {
    for (String[] accept : new String[][] {{}, {GZIP}}) {
      Answer whole = get(accept);
      try (RawHttp http = new RawHttp(collector.port())) {
        http.send(RawHttp.head("HEAD", Tag.PATH, accept) + "\r\n");
        Answer head = http.head();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers().stream().filter(each -> !each.startsWith("Date:")))
            .containsExactlyInAnyOrderElementsOf(
                whole.headers().stream().filter(each -> !each.startsWith("Date:")).toList());
        http.send(RawHttp.head("GET", "/lb") + "\r\n");
        assertThat(http.answer().status()).as("the next on the connection").isEqualTo(200);
      }
    }
  }

  @Test
  void leavesAPageAloneThatCompressionMakesLonger() throws IOException {
    Answer answer = RawHttp.get(collector.port(), "/hello", GZIP);
    assertThat(answer.utf8()).isEqualTo("hello");
    assertThat(answer.header("Content-Encoding")).isEmpty();
    assertThat(answer.header("Vary")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity;q=0", "*;q=0"})
  void saysThatItHasNothingThatTheClientTakes(String accept) throws IOException {
    Answer answer = get("Accept-Encoding: " + accept);
    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.utf8()).isEqualTo("{\"reason\":\"not_acceptable\"}");
  }

  private static String[] with(String[] headers, String more) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = more;
    return all;
  }
}
