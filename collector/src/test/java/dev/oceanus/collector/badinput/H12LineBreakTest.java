package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H12: no value that a client sends becomes a header of an answer, whatever line breaks it has. */
class H12LineBreakTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String SHOP = "/v1/pixel/shop?evt=e";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%0d%0aX-Injected:%20" + MARKER,
        "%0aX-Injected:%20" + MARKER,
        "%0d%0a%0d%0a<script>" + MARKER,
        "%E5%98%8A%E5%98%8DX-Injected:" + MARKER,
        "%c0%8d%c0%8aX-Injected:" + MARKER,
        "%00X-Injected:" + MARKER,
        "%09X-Injected:" + MARKER,
        "%20X-Injected:" + MARKER
      })
  void leadsNoFormOnByAnAddressWithALineBreak(String end) throws IOException {
    for (String next : new String[] {"https://shop.example", "https://shop.example/a"}) {
      String form = "mail=a&_next=" + next + end;
      Answer answer =
          RawHttp.attempt(
              inputs.collector().port(),
              post("/v1/form/shop", FORM, form, "Origin: https://shop.example")
                  .getBytes(ISO_8859_1));
      assertThat(answer.status()).isIn(204, 303);
      assertThat(answer.header("Location").orElse("")).doesNotContainPattern("[\\x00-\\x20]");
      assertThat(answer.headers()).noneMatch(header -> header.startsWith("X-Injected"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\rX-Injected: y", "\nX-Injected: y", "\r X-Injected: y", "\n\n", "\r\r"})
  void refusesAHeaderWithHalfALineBreak(String end) throws IOException {
    for (String header : new String[] {"Origin", "Referer", "Cookie", "User-Agent", "X-Country"}) {
      inputs.refusedAndClosed(get(SHOP, header + ": " + MARKER + end), 400, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example%0d%0aX-Injected: y", "%0d%0aX-Injected: y"})
  void answersNoOriginWithAnEscapedLineBreak(String origin) throws IOException {
    Answer answer = inputs.refused(get(SHOP, "Origin: " + origin), 403);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(String.join("\n", answer.headers())).doesNotContain("X-Injected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Referer", "User-Agent", "X-Country", "Cookie"})
  void keepsAnEscapedLineBreakAsItIs(String header) throws IOException {
    String value = MARKER + "%0d%0aX-Injected: y";
    Answer answer = inputs.sent(TestSites.DEMO, get("/v1/pixel/demo?evt=e", header + ": " + value));
    assertThat(String.join("\n", answer.headers())).doesNotContain("X-Injected");
  }
}
