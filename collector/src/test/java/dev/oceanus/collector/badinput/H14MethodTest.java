package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H14: methods that a route does not take are answered 405 with those that it does. */
class H14MethodTest {
  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "BREW"})
  void refusesOtherMethodsOnEveryRoute(String method) throws IOException {
    assertThat(allowed(method, "/v1/events/demo")).isEqualTo("POST, OPTIONS");
    assertThat(allowed(method, "/v1/form/demo")).isEqualTo("POST, OPTIONS");
    assertThat(allowed(method, "/v1/pixel/demo?evt=e")).isEqualTo("GET, OPTIONS");
    assertThat(allowed(method, "/swallow/old?oid=o&sid=1&evt=e&url=u")).isEqualTo("GET, OPTIONS");
    assertThat(allowed(method, "/v1/mail/demo")).isEqualTo("GET, OPTIONS");
    assertThat(allowed(method, "/lb")).isEqualTo("GET");
    assertThat(allowed(method, "/rstatus")).isEqualTo("GET");
    assertThat(allowed(method, "/hello")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/pixel/demo, 'GET, OPTIONS'",
    "GET, /v1/events/demo, 'POST, OPTIONS'",
    "GET, /v1/form/demo, 'POST, OPTIONS'",
    "POST, /lb, GET",
    "OPTIONS, /lb, GET"
  })
  void refusesTheOtherCommonMethod(String method, String target, String allow) throws IOException {
    assertThat(allowed(method, target)).isEqualTo(allow);
  }

  @Test
  void answersOptionsOfTheServerWithItsMethods() throws IOException {
    assertThat(allowed("OPTIONS", "*")).isEqualTo("GET, POST, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT any.example:443", "TRACE *", "PUT *"})
  void refusesTargetsThatAreNoPaths(String line) throws IOException {
    String request = line + " HTTP/1.1\r\nHost: test\r\nX-Mark: " + MARKER + "\r\n\r\n";
    inputs.refused(request, 400, 405);
  }

  @Test
  void answersHeadWithoutABody() throws IOException {
    try (RawHttp http = new RawHttp(inputs.collector().port())) {
      http.send(RawHttp.head("HEAD", "/v1/pixel/demo?evt=e") + "\r\n");
      assertThat(http.head().status()).isEqualTo(405);
      http.send(RawHttp.head("GET", "/lb") + "\r\n");
      assertThat(http.answer().status()).as("the next answer on the connection").isEqualTo(200);
    }
  }

  private static String allowed(String method, String target) throws IOException {
    String request = RawHttp.head(method, target, "X-Mark: " + MARKER, "Cookie: " + MARKER);
    return inputs.refused(request + "\r\n", 405).header("Allow").orElse("");
  }
}
