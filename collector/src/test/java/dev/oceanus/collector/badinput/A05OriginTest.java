package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A05: a site's own origins, exactly; a star only for a site that lists none. */
class A05OriginTest {
  private static final String SHOP = "/v1/pixel/shop?evt=e";
  private static final String EVIL = "https://" + MARKER + ".example";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example", "https://shop.example:8443"})
  void answersAnOriginOfTheSiteExactly(String origin) throws IOException {
    inputs.stored(TestSites.SHOP, get(SHOP, "Origin: " + origin));
    Answer answer = RawHttp.get(inputs.collector().port(), SHOP, "Origin: " + origin);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains(origin);
    assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
    assertThat(answer.header("Vary")).contains("Origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "*",
        "https://evil.example",
        "https://shop.example.evil",
        "https://evilshop.example",
        "https://shop.example:443",
        "https://shop.example:8444",
        "http://shop.example",
        "https://SHOP.example",
        "https://shop.example/",
        "https://shop.example, https://evil.example",
        "https://shop.example%00",
        EVIL
      })
  void refusesAnyOtherOrigin(String origin) throws IOException {
    Answer answer = inputs.refused(get(SHOP, "Origin: " + origin), 403);
    assertThat(answer.utf8()).contains("\"reason\":\"origin\"");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.header("Vary")).contains("Origin");
  }

  @Test
  void takesARequestWithoutAnOriginAndSaysThatAnswersVary() throws IOException {
    Answer answer = RawHttp.get(inputs.collector().port(), SHOP);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Vary")).contains("Origin");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "https://any.example", EVIL})
  void answersAnybodyWithoutCredentialsWhereTheSiteListsNone(String origin) throws IOException {
    Answer answer =
        RawHttp.get(inputs.collector().port(), "/v1/pixel/demo?evt=e", "Origin: " + origin);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "https://shop.example", EVIL})
  void letsAnyPageLoadTheScriptWithoutCredentials(String origin) throws IOException {
    Answer answer = RawHttp.get(inputs.collector().port(), "/oceanus.js", "Origin: " + origin);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(String.join("\n", answer.headers())).doesNotContain(MARKER);
  }

  @Test
  void letsBrowsersReadRefusalsToo() throws IOException {
    String origin = "Origin: https://shop.example";
    assertThat(inputs.refused(get("/v1/pixel/shop", origin), 400))
        .satisfies(
            answer ->
                assertThat(answer.header("Access-Control-Allow-Origin"))
                    .contains("https://shop.example"));
    for (String target : new String[] {"/v1/pixel/nosite", "/nowhere", "/v1/pixel/demo"}) {
      assertThat(
              inputs.refused(get(target, origin), 400, 404).header("Access-Control-Allow-Origin"))
          .as(target)
          .contains("*");
    }
  }

  @Test
  void answersAPreflightWithOddHeadersByWhatIsAllowedAndNotByWhatWasAsked() throws IOException {
    Answer answer =
        preflight(
            "/v1/events/shop",
            "https://shop.example",
            "Access-Control-Request-Method: DELETE",
            "Access-Control-Request-Headers: authorization, " + MARKER);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("https://shop.example");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST, OPTIONS");
    assertThat(answer.header("Access-Control-Allow-Headers")).contains("Content-Type");
    assertThat(String.join("\n", answer.headers())).doesNotContain(MARKER);
  }

  @Test
  void allowsNothingInAPreflightOfAnotherOrigin() throws IOException {
    Answer answer = preflight("/v1/events/shop", EVIL, "Access-Control-Request-Method: POST");
    assertThat(answer.headers()).noneMatch(header -> header.startsWith("Access-Control-"));
    assertThat(answer.header("Vary")).contains("Origin");
  }

  private static Answer preflight(String target, String origin, String... headers)
      throws IOException {
    String request = RawHttp.head("OPTIONS", target, headers) + "Origin: " + origin + "\r\n\r\n";
    return RawHttp.once(inputs.collector().port(), request);
  }
}
