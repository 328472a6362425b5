package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** H15: HTTP/2 is not spoken, so that nothing that is wrong with it can be met. */
@Timeout(120)
class H15Http2Test {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final String SETTINGS = "\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @Test
  void refusesThePrefaceOfHttp2AndWhatFollowsIt() throws IOException {
    inputs.refusedAndClosed(PREFACE, 400, 405, 505, 0);
    inputs.refusedAndClosed(PREFACE + SETTINGS.repeat(1_000), 400, 405, 505, 0);
  }

  @Test
  void doesNotUpgrade() throws IOException {
    for (String protocol : new String[] {"h2c", "websocket", "TLS/1.3"}) {
      Answer answer =
          RawHttp.once(
              inputs.collector().port(),
              get(
                  "/v1/pixel/demo?evt=e",
                  "Connection: Upgrade, HTTP2-Settings",
                  "Upgrade: " + protocol,
                  "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                  "Sec-WebSocket-Version: 13"));
      assertThat(answer.status()).as(protocol).isEqualTo(200);
      assertThat(answer.header("Upgrade")).isEmpty();
    }
  }

  @Test
  void isAskedForHttp2ByAClientThatFallsBack() throws Exception {
    URI lb = URI.create("http://127.0.0.1:" + inputs.collector().port() + "/lb");
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      var answer = client.send(HttpRequest.newBuilder(lb).build(), BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }
}
