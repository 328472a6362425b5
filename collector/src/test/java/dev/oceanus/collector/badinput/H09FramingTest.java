package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * H09: a body whose end can be read in two ways, or in none, is refused and costs the connection;
 * what may be a second request is never answered.
 */
@Tag("slow")
@Timeout(120)
class H09FramingTest {
  private static final String SECOND =
      RawHttp.head("GET", "/v1/pixel/demo?evt=second" + MARKER) + "\r\n";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  static List<Framing.Stream> streams() {
    return new Framing("/v1/events/demo", SECOND, "").streams();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void refusesABodyOfUnclearLengthAndCloses(Framing.Stream stream) throws IOException {
    inputs.refusedAndClosed(stream.bytes(), 400, 413, 415, 501);
  }

  @Test
  void hasEnoughOfThem() {
    assertThat(streams()).hasSizeGreaterThanOrEqualTo(200);
    assertThat(streams()).extracting(Framing.Stream::bytes).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2"})
  void refusesChunksInHttp10(String size) throws IOException {
    inputs.refusedAndClosed(
        "POST /v1/events/demo HTTP/1.0\r\nHost: test\r\nContent-Type: text/plain\r\n"
            + "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"
            + (size.equals("0") ? "0\r\n\r\n" : "2\r\n{}\r\n0\r\n\r\n")
            + SECOND,
        400,
        501);
  }

  @Test
  void refusesABodyInHttp10ThatOnlyTheEndOfTheConnectionEnds() throws IOException {
    try (RawHttp http = new RawHttp(inputs.collector().port())) {
      http.send(
              "POST /v1/events/demo HTTP/1.0\r\nHost: test\r\nContent-Type: text/plain\r\n\r\n"
                  + "{\"evt\":\"e\"}")
          .finish();
      assertThat(http.answersToTheEnd())
          .singleElement()
          .satisfies(answer -> assertThat(answer.status()).isIn(400, 411));
    }
  }

  @Test
  void refusesAChunkExtensionOfAMebibyte() throws IOException {
    String extension = "2;x=" + MARKER + "y".repeat(1 << 20);
    inputs.refusedAndClosed(
        RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain")
            + ("Transfer-Encoding: chunked\r\n\r\n" + extension + "\r\n{}\r\n0\r\n\r\n")
            + SECOND,
        400,
        413,
        0);
  }

  @Test
  void refusesTrailersOfAMebibyte() throws IOException {
    inputs.refusedAndClosed(
        RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain")
            + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
            + ("X: " + MARKER + "y".repeat(1000) + "\r\n").repeat(1000)
            + ("\r\n" + SECOND),
        400,
        413,
        0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
  void refusesABodyOfAMethodThatHasNone(String framing) throws IOException {
    for (String method : List.of("GET", "OPTIONS", "HEAD", "DELETE", "TRACE")) {
      String head = RawHttp.head(method, "/v1/pixel/demo?evt=e", framing);
      int before = inputs.collector().stored();
      try (RawHttp http = new RawHttp(inputs.collector().port())) {
        http.send(head + "\r\n0\r\n\r\n" + SECOND);
        RawHttp.Answer first = http.head();
        assertThat(first.status()).as(method).isIn(400, 405);
        assertThat(first.header("Connection")).as(method).contains("close");
      }
      assertThat(inputs.collector().stored()).isEqualTo(before);
    }
  }
}
