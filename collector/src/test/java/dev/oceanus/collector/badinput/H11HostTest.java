package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H11: a request names one host, or it is refused; and the name goes into no answer. */
class H11HostTest {
  private static final String LINE = "GET /v1/pixel/demo?evt=e HTTP/1.1\r\n";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  static Stream<String> hosts() {
    return Stream.of(
        "",
        "Host:\r\n",
        "Host: test\r\nHost: test\r\n",
        "Host: test\r\nHost: " + MARKER + "\r\n",
        "Host: test\r\nhost: other\r\n",
        "Host: user@test\r\n",
        "Host: test@" + MARKER + "\r\n",
        "Host: te st\r\n",
        "Host: test, other\r\n",
        "Host: test/path\r\n",
        "Host: test?x\r\n",
        "Host: test#x\r\n",
        "Host: http://test\r\n",
        "Host: test\\x\r\n",
        "Host: <script>" + MARKER + "\r\n",
        "Host: ${jndi:ldap://" + MARKER + "}\r\n",
        "Host: test:port\r\n",
        "Host: test:80:80\r\n",
        "Host: test:123456\r\n",
        "Host: :80\r\n",
        "Host: [::1\r\n",
        "Host: ::1\r\n",
        "Host: [::g]\r\n",
        "Host: []\r\n",
        "Host: [::1]x\r\n",
        "Host: t\u00e9st\r\n",
        "Host: test%00\r\n",
        "Host: test%0d%0aX: y\r\n",
        "Host: " + MARKER + "x".repeat(8192) + "\r\n",
        "Host: " + "x".repeat(256) + "\r\n");
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("hosts")
  void refusesARequestThatDoesNotNameOneHost(String host) throws IOException {
    inputs.refusedAndClosed(LINE + host + "\r\n", 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test",
        "TEST",
        "test.",
        "a-b.c_d.example",
        "test:8080",
        "127.0.0.1",
        "127.0.0.1:80",
        "[::1]",
        "[2001:db8::1]:8080",
        "xn--bcher-kva.example"
      })
  void takesEveryHostThatHasTheFormOfOne(String host) throws IOException {
    inputs.stored(TestSites.DEMO, LINE + "Host: " + host + "\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://other/lb", "http://test/lb", "https://" + MARKER + "/v1/pixel/demo?evt=e"})
  void refusesATargetThatNamesAHostItself(String target) throws IOException {
    inputs.refusedAndClosed(get(target), 400);
  }

  @Test
  void putsTheHostIntoNoAnswer() throws IOException {
    String host = "\r\nHost: " + MARKER.toLowerCase(Locale.ROOT) + ".example\r\n";
    for (String target :
        new String[] {"/lb", "/nowhere", "/v1/pixel/demo?evt=e", "/v1/pixel/none", "/oceanus.js"}) {
      Answer answer =
          RawHttp.once(inputs.collector().port(), "GET " + target + " HTTP/1.1" + host + "\r\n");
      assertThat(String.join("\n", answer.headers()) + answer.utf8())
          .as(target)
          .doesNotContainIgnoringCase(MARKER);
    }
  }
}
