package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H13: whatever order a client sends and leaves in, each request has its answer or none. */
@Timeout(120)
class H13OrderTest {
  private static final int MANY = 1_000;
  private static final String POST =
      RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain");

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @Test
  void answersAThousandRequestsSentAtOnceInTheirOrder() throws IOException {
    int before = inputs.collector().stored();
    String requests =
        IntStream.range(0, MANY)
            .mapToObj(H13OrderTest::oneOfBothKinds)
            .collect(Collectors.joining());
    Thread sender;
    try (RawHttp http = new RawHttp(inputs.collector().port())) {
      sender = Thread.ofVirtual().start(() -> http.offer(requests));
      for (int i = 0; i < MANY; i++) {
        assertThat(http.answer().status()).as("answer " + i).isEqualTo(i % 3 == 0 ? 400 : 200);
      }
    }
    await().until(() -> !sender.isAlive());
    assertThat(inputs.collector().stored()).isEqualTo(before + MANY - (MANY + 2) / 3);
    assertThat(inputs.collector().events(TestSites.DEMO).getLast().get("event_name"))
        .isEqualTo("e" + (MANY - 2));
  }

  private static String oneOfBothKinds(int i) {
    return i % 3 == 0
        ? post("/v1/events/demo", "text/plain", "[" + MARKER)
        : get("/v1/pixel/demo?evt=e" + i);
  }

  @Test
  void answersAClientThatSaysItHasSentAll() throws IOException {
    try (RawHttp http = new RawHttp(inputs.collector().port())) {
      http.send(post("/v1/events/demo", "text/plain", "{\"evt\":\"half\"}")).finish();
      List<Answer> answers = http.answersToTheEnd();
      assertThat(answers)
          .singleElement()
          .satisfies(only -> assertThat(only.status()).isEqualTo(200));
    }
  }

  static Stream<String> begun() {
    String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
    return Stream.of(
        "GET /v1/pixel/demo?evt=e HTTP/1.1\r\nHost: te",
        POST + "Content-Length: 11\r\n\r\n{\"evt\"",
        chunked + "b\r\n{\"evt\"",
        chunked + "b\r\n{\"evt\":\"e\"}\r\n",
        chunked + "b\r\n{\"evt\":\"e\"}\r\n0\r\n");
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("begun")
  void storesNothingOfARequestThatIsCutShort(String begun) throws IOException {
    int before = inputs.collector().stored();
    try (RawHttp http = new RawHttp(inputs.collector().port())) {
      http.send(begun).finish();
      assertThat(http.answersToTheEnd())
          .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(400));
    }
    new RawHttp(inputs.collector().port()).send(begun).reset();
    assertThat(inputs.collector().stored()).isEqualTo(before);
  }

  @Test
  void survivesClientsThatLeaveInTheMiddle() throws IOException {
    int before = inputs.collector().stored();
    for (int i = 0; i < 200; i++) {
      new RawHttp(inputs.collector().port())
          .send(POST + "Content-Length: 1000\r\n\r\n{\"evt\":\"" + MARKER)
          .reset();
    }
    assertThat(inputs.collector().stored()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 0\r\n", ""})
  void asksForNoBodyWhereThereIsNone(String length) throws IOException {
    Answer answer = inputs.refused(POST + "Expect: 100-continue\r\n" + length + "\r\n", 400);
    assertThat(answer.utf8()).contains("not_json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "100-continue, x",
        "200-ok",
        "100-continue;x",
        "100",
        "\"100-continue\"",
        MARKER
      })
  void refusesToExpectAnythingElse(String expectation) throws IOException {
    String expect = "Expect: " + expectation + "\r\n";
    inputs.refusedAndClosed(POST + expect + "Content-Length: 11\r\n\r\n{\"evt\":\"e\"}", 417);
    inputs.refusedAndClosed(get("/v1/pixel/demo?evt=e", expect.strip()), 417);
  }

  @Test
  void refusesToExpectTwoThings() throws IOException {
    String expect = "Expect: 100-continue\r\nExpect: " + MARKER + "\r\n";
    inputs.refusedAndClosed(POST + expect + "Content-Length: 11\r\n\r\n{\"evt\":\"e\"}", 417);
  }
}
