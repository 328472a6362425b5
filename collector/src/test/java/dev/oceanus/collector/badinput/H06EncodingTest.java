package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * H06, the one rule: in a query or a form, an escape that is none stands for itself, and what is
 * not UTF-8 becomes U+FFFD; the event is stored. In a path it leads nowhere.
 */
class H06EncodingTest {
  @RegisterExtension static final BadInputs inputs = new BadInputs();

  static Stream<Arguments> values() {
    return Stream.of(
        arguments("%00", "\u0000"),
        arguments("%c0%af", "\uFFFD\uFFFD"),
        arguments("%ed%a0%80", "\uFFFD"),
        arguments("%ff%fe", "\uFFFD\uFFFD"),
        arguments("\u0080\u00ff", "\uFFFD\uFFFD"),
        arguments("\u00e6\u0097\u00a5", "日"),
        arguments("%E6%97%A5", "日"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void storesTheEventWithReplacements(String sent, String stored) throws IOException {
    String query = "evt=e&tit=" + MARKER + sent;
    assertThat(inputs.stored(TestSites.DEMO, get("/v1/pixel/demo?" + query)).get("page_title"))
        .isEqualTo(MARKER + stored);
    assertThat(
            inputs
                .stored(
                    TestSites.DEMO,
                    post("/v1/form/demo", "application/x-www-form-urlencoded", query))
                .get("page_title"))
        .isEqualTo(MARKER + stored);
    assertThat(
            inputs.stored(TestSites.OLD, get("/swallow/old?oid=o&sid=1&url=u&" + query)).get("tit"))
        .isEqualTo(MARKER + stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%2", "%zz", "%u65E5", "100%25%"})
  void refusesAQueryWithAnEscapeThatIsNone(String escape) throws IOException {
    for (String end : new String[] {"", "x&oid=o"}) {
      String query = "evt=e&tit=" + MARKER + escape + end;
      inputs.refused(get("/v1/pixel/demo?" + query), 400);
      inputs.refused(get("/swallow/old?oid=o&sid=1&url=u&" + query), 400);
    }
  }

  @ParameterizedTest
  @CsvSource({"%, %", "%2, %2", "%zz, %zz", "%u65E5, %u65E5", "100%25%, 100%%"})
  void takesAnEscapeThatIsNoneForItselfInAForm(String sent, String stored) throws IOException {
    String form =
        post("/v1/form/demo", "application/x-www-form-urlencoded", "evt=e&tit=" + MARKER + sent);
    assertThat(inputs.stored(TestSites.DEMO, form).get("page_title")).isEqualTo(MARKER + stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%2", "%zz", "%00", "%c0%af", "%ed%a0%80", "\u0080", "\u00ff"})
  void leadsNowhereFromAPath(String encoded) throws IOException {
    inputs.refused(get("/v1/pixel/demo" + encoded + MARKER + "?evt=e"), 400, 404);
    inputs.refused(get("/" + encoded + MARKER + "/v1/pixel/demo?evt=e"), 400, 404);
  }
}
