package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** H01: a body over the limit is refused, not read to its end, and costs the connection. */
class H01BodySizeTest {
  private static final int LIMIT = 256 * 1024;
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MEBIBYTE = 1 << 20;

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @CsvSource({"/v1/events/demo, text/plain", "/v1/form/demo, " + FORM})
  void refusesABodyOfOneByteOverTheLimit(String target, String type) throws IOException {
    Answer answer = inputs.refused(post(target, type, filled(LIMIT + 1)), 413);
    assertThat(answer.utf8()).contains("\"reason\":\"too_large\"");
    assertThat(answer.header("Connection")).contains("close");
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws IOException {
    inputs.stored(TestSites.DEMO, post("/v1/events/demo", "text/plain", filled(LIMIT)));
  }

  @Test
  void refusesALengthBeforeAnyOfTheBodyIsSent() throws IOException {
    String head = RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain");
    inputs.refused(head + "Content-Length: 99999999999\r\n\r\n", 413);
  }

  @Test
  void asksForNoBodyThatItWouldRefuse() throws IOException {
    String head =
        RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain", "Expect: 100-continue");
    Answer answer = inputs.refused(head + "Content-Length: " + (LIMIT + 1) + "\r\n\r\n", 413);
    assertThat(answer.status()).as("the first answer, no 100 before it").isEqualTo(413);
  }

  @Test
  void stopsReadingABodyWithoutAnEnd() throws IOException {
    byte[] chunk = ("10000\r\n" + filled(0x10000) + "\r\n").getBytes(ISO_8859_1);
    try (RawHttp http = new RawHttp(inputs.collector().port())) {
      http.send(
          RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain")
              + "Transfer-Encoding: chunked\r\n\r\n");
      int taken = 0;
      try {
        while (taken < 64 * MEBIBYTE && !http.endsNow()) {
          http.send(chunk);
          taken += chunk.length;
        }
      } catch (IOException e) {
        assertThat(taken).as("bytes that the kernel's buffers hold").isLessThan(32 * MEBIBYTE);
      }
      assertThat(taken).isLessThan(64 * MEBIBYTE);
    }
    assertThat(inputs.collector().stored())
        .isEqualTo(inputs.collector().events(TestSites.DEMO).size());
  }

  @Test
  void answersAChunkedBodyThatIsJustTooLong() throws IOException {
    String body = filled(LIMIT + 1);
    inputs.refused(
        RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain")
            + ("Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n")
            + (body + "\r\n0\r\n\r\n"),
        413);
  }

  @Test
  void keepsNoMoreMemoryThanWasSent() throws IOException {
    List<RawHttp> connections = new ArrayList<>();
    String head =
        RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain")
            + ("Content-Length: " + LIMIT + "\r\n\r\n{");
    try {
      long before = LiveHeap.bytes();
      for (int i = 0; i < 400; i++) {
        connections.add(new RawHttp(inputs.collector().port()).send(head));
      }
      inputs.refused(post("/v1/events/demo", "text/plain", MARKER), 400);
      assertThat(LiveHeap.bytes() - before)
          .as("400 announced bodies of 256 KiB would be 100 MiB")
          .isLessThan(32L * MEBIBYTE);
    } finally {
      for (RawHttp connection : connections) {
        connection.close();
      }
    }
  }

  private static String filled(int length) {
    String begin = "{\"evt\":\"e\",\"tit\":\"" + MARKER;
    return begin + "x".repeat(length - begin.length() - 2) + "\"}";
  }
}
