package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H19: a path leads to a route as it is written, or nowhere; nothing of the admin port is here. */
class H19PathTest {
  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "//",
        "/../",
        "/..",
        "/%2e%2e/",
        "/v1/../v1/pixel/demo",
        "/x/../v1/pixel/demo",
        "/./v1/pixel/demo",
        "//v1/pixel/demo",
        "/v1//pixel/demo",
        "/v1/pixel//demo",
        "/v1/pixel/demo//",
        "/v1/pixel//",
        "/v1/pixel/",
        "/v1/pixel",
        "/v1/events//",
        "/v1/form/",
        "/V1/pixel/demo",
        "/v1/Pixel/demo",
        "/v1/pixel/demo/x",
        "/v1/pixel/demo/..",
        "/v1%2Fpixel/demo",
        "/%76%31/pixel/demo",
        "/v1/pixel/demo;jsessionid=1",
        "/v1/pixel;x=1/demo",
        "/v1/pixel/demo%20",
        "/v1/pixel/demo%00",
        "/v1/pixel/demo%2F",
        "/v1\\pixel\\demo",
        "/v1/pixel/..%2f..%2fetc",
        "/v1",
        "/v2/pixel/demo",
        "/swallow/old/x",
        "/oceanus.js/x",
        "//oceanus.js",
        "/actuator",
        "/metrics",
        "/livez",
        "/readyz",
        "/info",
        "/whoami",
        "/.env",
        "/wp-login.php",
        "/lb/x",
        "/hello//"
      })
  void leadsNowhere(String path) throws IOException {
    String query = "?evt=e&oid=o&sid=1&url=u&m=" + MARKER;
    inputs.refused(get(path + query), 404);
    inputs.refused(post(path + query, "text/plain", "{\"evt\":\"e\"}"), 404, 405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/lb", "/lb/", "/hc", "/hc/", "/robots.txt", "/favicon.ico", "/hello", "/hello/"})
  void leadsToAPageWithOneTrailingSlashOrNone(String path) throws IOException {
    assertThat(RawHttp.get(inputs.collector().port(), path).status()).isIn(200, 204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/events//", "/v1/events/", "/v1/form//"})
  void takesNoEmptySite(String path) throws IOException {
    String type = "application/x-www-form-urlencoded";
    inputs.refused(post(path, path.contains("form") ? type : "text/plain", "{\"evt\":\"e\"}"), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://test/v1/pixel/demo?evt=e", "http://" + MARKER + "/lb", "https://x/lb"})
  void takesNoTargetOfAProxy(String target) throws IOException {
    inputs.refused(get(target), 400);
  }
}
