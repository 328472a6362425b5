package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H03: a URL that is too long, or has too many parameters, is refused. */
class H03UrlSizeTest {
  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @Test
  void refusesAUrlOf9KibWithItsOwnStatus() throws IOException {
    String url = "/v1/pixel/demo?evt=e&tit=" + MARKER + "x".repeat(9 * 1024);
    assertThat(inputs.refused(get(url), 414).utf8()).isEqualTo("{\"reason\":\"url_too_long\"}");
  }

  static Stream<String> tooMuch() {
    return Stream.of(
        "/v1/pixel/demo?evt=e&tit=" + MARKER + "x".repeat(64 * 1024),
        "/" + MARKER + "x".repeat(64 * 1024),
        "/v1/pixel/demo?evt=e&" + MARKER + "&a=".repeat(1_001),
        "/v1/pixel/demo?" + "a=&".repeat(10_000) + MARKER,
        "/v1/pixel/demo?evt=e&" + "a&".repeat(1_001),
        "/swallow/old?oid=o&sid=1&evt=e&url=u&" + "a=&".repeat(1_001));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("tooMuch")
  void refusesUrlsThatAreMuchTooLong(String url) throws IOException {
    inputs.refused(get(url), 400, 414, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 8_000})
  void takesUrlsAsLongAsBrowsersSendThem(int length) throws IOException {
    String title = "x".repeat(Math.min(length, 1_024));
    String url =
        "/v1/pixel/demo?evt=e&url=" + "y".repeat(length - title.length()) + "&tit=" + title;
    assertThat(inputs.stored(TestSites.DEMO, get(url)).get("page_title")).isEqualTo(title);
  }
}
