package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** H08: of a repeated parameter the last counts; {@code site} twice is refused. */
class H08RepeatedParameterTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  static Stream<String> sitesTwice() {
    String sites = "site=demo&site=" + MARKER;
    return Stream.of(
        get("/v1/pixel/demo?evt=e&" + sites),
        get("/v1/pixel/demo?evt=e&site=demo&%73ite=demo"),
        get("/swallow/old?oid=o&sid=1&evt=e&url=u&" + sites),
        get("/swallow?oid=o&sid=1&evt=e&url=u&" + sites),
        post("/v1/events/demo?" + sites, "text/plain", "{\"evt\":\"e\"}"),
        post("/v1/form/demo?" + sites, FORM, "evt=e"));
  }

  @ParameterizedTest
  @MethodSource("sitesTwice")
  void refusesASiteNamedTwice(String request) throws IOException {
    inputs.refused(request, 400);
  }

  @Test
  void storesForTheSiteOfThePathWhateverAParameterSays() throws IOException {
    assertThat(inputs.stored(TestSites.DEMO, get("/v1/pixel/demo?evt=e&site=shop")).get("site"))
        .isEqualTo("demo");
  }

  @Test
  void takesTheLastOfARepeatedParameter() throws IOException {
    String query = "evt=" + MARKER + "&evt=e&tit=a&tit=b&eid=1&eid=2";
    assertThat(inputs.stored(TestSites.DEMO, get("/v1/pixel/demo?" + query)))
        .satisfies(event -> assertThat(event.get("event_name")).isEqualTo("e"))
        .satisfies(event -> assertThat(event.get("page_title")).isEqualTo("b"))
        .satisfies(event -> assertThat(event.get("event_id")).isEqualTo("2"));
    String form = post("/v1/form/demo", FORM, query + "&x=1&x=2");
    assertThat(inputs.stored(TestSites.DEMO, form).get("properties")).isEqualTo("{\"x\":\"2\"}");
  }
}
