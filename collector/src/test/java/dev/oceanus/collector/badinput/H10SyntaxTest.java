package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H10: what is not written as HTTP/1.0 or 1.1 wants it is refused, or the connection closed. */
@Timeout(120)
class H10SyntaxTest {
  private static final String TARGET = "/v1/pixel/demo?evt=" + MARKER;
  private static final String HOST = "\r\nHost: test\r\n";
  private static final String SECOND = RawHttp.head("GET", TARGET) + "\r\n";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "X: a\rb\r\n",
        "X: a\nb: c\r\n",
        "X: a\n\r\n",
        "X: a\n b\r\n",
        "\nX: a\r\n",
        "X: a\u0000b\r\n",
        "X\u0000: a\r\n",
        "X: \u0001\r\n",
        "X: \u007f\r\n",
        "X: \u001b[31m\r\n",
        "X : a\r\n",
        "X\t: a\r\n",
        ": a\r\n",
        ":\r\n",
        "X\r\n",
        "X=a\r\n",
        "X X: a\r\n",
        "X\u0080: a\r\n",
        "\u00e6\u0097\u00a5: a\r\n",
        "X(: a\r\n",
        "X,Y: a\r\n",
        "\"X\": a\r\n",
        "X@Y: a\r\n",
        "{X}: a\r\n",
        "X/Y: a\r\n"
      })
  void refusesAHeaderThatIsNone(String header) throws IOException {
    inputs.refusedAndClosed(
        "GET " + TARGET + " HTTP/1.1" + HOST + header + "\r\n" + SECOND, 400, 0);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "GET  {t} HTTP/1.1",
        "GET {t}  HTTP/1.1",
        "GET {t} HTTP/1.1 ",
        " GET {t} HTTP/1.1",
        "GET\t{t} HTTP/1.1",
        "GET {t}\tHTTP/1.1",
        "GET {t} HTTP/1.1\t",
        "GET {t} HTTP/1.1\r",
        "GET {t} HTTP/1.1\u0000",
        "GET {t}\u0000 HTTP/1.1",
        "GET {t}\u0001 HTTP/1.1",
        "GET {t}\u007f HTTP/1.1",
        "GET {t} x HTTP/1.1",
        "GET {t}",
        "GET {t} ",
        "GET",
        "GET ",
        "{t} HTTP/1.1",
        "GET {t} HTTP/0.9",
        "GET {t} HTTP/1.10",
        "GET {t} HTTP/1.01",
        "GET {t} HTTP/01.1",
        "GET {t} HTTP/1",
        "GET {t} HTTP/1.",
        "GET {t} HTTP/.1",
        "GET {t} HTTP/2",
        "GET {t} HTTP/2.0",
        "GET {t} HTTP/+1.1",
        "GET {t} HTTP/1,1",
        "GET {t} HTTP 1.1",
        "GET {t} http/1.1",
        "GET {t} HTTPS/1.1",
        "GET {t} ICY/1.1",
        "GET {t} XHTTP/1.1",
        "G\u0000T {t} HTTP/1.1",
        "GE(T) {t} HTTP/1.1",
        "GET: {t} HTTP/1.1",
        "G\u00cbT {t} HTTP/1.1",
        "GET, {t} HTTP/1.1",
        "\"GET\" {t} HTTP/1.1",
        "GET@ {t} HTTP/1.1",
        "GET v1/pixel/demo HTTP/1.1",
        "GET ?evt=e HTTP/1.1",
        "GET * HTTP/1.1"
      })
  void refusesARequestLineThatIsNone(String line) throws IOException {
    inputs.refusedAndClosed(line.replace("{t}", TARGET) + HOST + "\r\n", 400, 405, 505, 0);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "GET /lb HTTP/1.1\nHost: test\n\n",
        "GET /lb HTTP/1.1\r\nHost: test\n\r\n",
        "GET /lb HTTP/1.1\nHost: test\r\n\r\n",
        "GET /lb HTTP/1.1\r\nHost: test\r\n\n",
        "GET /lb HTTP/1.1\rHost: test\r\r",
        "\u0000\u0000\u0000\u0000\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\nGET /lb HTTP/1.1\r\nHost: test\r\n\r\n"
      })
  void refusesWhatIsNoRequest(String bytes) throws IOException {
    inputs.refusedAndClosed(bytes, 400, 405, 505, 0);
  }

  /** As RFC 9112 allows, the break is a space, so that the line below is no header. */
  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"\r\n ", "\r\n\t"})
  void takesABrokenHeaderForOneHeader(String fold) throws IOException {
    String request = RawHttp.head("GET", TARGET, "User-Agent: a" + fold + "X-Country: JP");
    assertThat(inputs.stored(TestSites.DEMO, request + "\r\n"))
        .satisfies(event -> assertThat(event.get("user_agent")).isEqualTo("a X-Country: JP"))
        .satisfies(event -> assertThat(event.get("country")).isNull());
  }

  /** As RFC 9110 has it: what is newer is read as the newest that is spoken, and answered so. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.2", "HTTP/1.9"})
  void readsANewerMinorVersionAsItsOwn(String version) throws IOException {
    try (RawHttp http = new RawHttp(inputs.collector().port())) {
      http.send("GET /lb " + version + HOST + "\r\n");
      assertThat(http.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void refusesAMethodWithoutAnEnd() throws IOException {
    inputs.refusedAndClosed(MARKER.repeat(10_000), 400, 405, 414, 431, 0);
    inputs.refusedAndClosed("GET " + "/" + MARKER.repeat(10_000), 400, 414, 431, 0);
  }

  @Test
  void takesAnEmptyLineBeforeARequest() throws IOException {
    String get = RawHttp.head("GET", "/lb", "Connection: close");
    assertThat(RawHttp.once(inputs.collector().port(), "\r\n" + get + "\r\n").status())
        .isIn(200, 400);
  }

  @Test
  void takesHttp10() throws IOException {
    assertThat(RawHttp.once(inputs.collector().port(), "GET /lb HTTP/1.0\r\n\r\n").status())
        .isEqualTo(200);
  }
}
