package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A12: what is sent is stored as it is and never stands in a log, whatever it would do there. */
class A12LogTest {
  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n12:00:00.000 ERROR Guard - ",
        "\r\n{\"severity\":\"ERROR\"}",
        "\u001b[2J\u001b[1;31m",
        "${jndi:ldap://127.0.0.1:1/a}",
        "${env:PATH}${sys:user.home}%d{HH}%n{}{}",
        "\u0000\u0007\u2028\u2029\u009b",
        "\u202e\u2066"
      })
  void storesWhatWouldForgeALine(String forged) throws IOException {
    String text = forged + MARKER;
    StringBuilder json = new StringBuilder();
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    assertThat(
            inputs
                .stored(
                    TestSites.DEMO,
                    post("/v1/events/demo", "text/plain", "{\"evt\":\"" + json + "\"}"))
                .get("event_name"))
        .isEqualTo(text);
    inputs.refused(post("/v1/events/demo", "text/plain", "{\"ev\":\"" + json + "\"}"), 400);
    inputs.refused(post("/v1/events/demo", "text/plain", "{\"evt\":{\"" + json + "\":1}}"), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"${jndi:ldap://127.0.0.1:1/a}", "\u009b2J", "{}{}%n", "<script>", "\u00e6\u00b0"})
  void storesThemInHeadersToo(String forged) throws IOException {
    String text = forged + MARKER;
    inputs.stored(
        TestSites.DEMO,
        get(
            "/v1/pixel/demo?evt=e",
            "User-Agent: " + text,
            "Referer: https://x.example/" + text,
            "X-Forwarded-For: " + text,
            "X-City: " + text,
            "Cookie: a=" + text,
            "Authorization: Bearer " + text));
    inputs.refused(get("/v1/pixel/shop?evt=e", "User-Agent: " + text, "Origin: " + text), 403);
    inputs.refused(post("/v1/events/demo", text, "{}"), 415);
  }

  @Test
  void isNotImpressedByAMegabyteOfUserAgent() throws IOException {
    inputs.refused(
        get("/v1/pixel/demo?evt=e", "User-Agent: " + MARKER + "a".repeat(1 << 20)), 0, 400, 431);
  }
}
