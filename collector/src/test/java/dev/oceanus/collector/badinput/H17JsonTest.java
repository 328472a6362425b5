package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H17: JSON that is none, or goes too far, is refused; JSON that is only odd is kept exactly. */
@Timeout(60)
class H17JsonTest {
  private static final String EVENTS = "/v1/events/demo";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  static Stream<Arguments> bad() {
    return Stream.of(
        arguments("[".repeat(100_000), "too_complex"),
        arguments("{\"a\":".repeat(40_000), "too_complex"),
        arguments("{\"evt\":\"e\",\"p\":" + "1".repeat(200_000) + "}", "too_complex"),
        arguments("{\"evt\":\"e\",\"p\":1e400}", "too_complex"),
        arguments("{\"evt\":\"e\",\"p\":NaN}", "not_json"),
        arguments("{\"evt\":\"e\",\"evt\":\"f\"}", "duplicate_key"),
        arguments("\u00ef\u00bb\u00bf{\"evt\":\"e\"}", "not_json"),
        arguments(latin1("{\"evt\":\"e\"}".getBytes(UTF_16)), "not_json"),
        arguments(members(IntStream.range(0, 20_000).mapToObj(i -> "k" + i)), "too_complex"),
        arguments(members(collidingKeys()), "too_complex"),
        arguments("{\"evt\":\"" + MARKER, "not_json"),
        arguments("", "not_json"),
        arguments("[]", "no_events"),
        arguments("[" + "{\"evt\":\"e\"},".repeat(100) + "{\"evt\":\"e\"}]", "too_many_events"));
  }

  @ParameterizedTest(name = "[{index}] {1}")
  @MethodSource("bad")
  void refusesTheBody(String body, String reason) throws IOException {
    assertThat(inputs.refused(post(EVENTS, "text/plain", body), 400).utf8())
        .isEqualTo(
            "{\"stored\":0,\"refused\":[{\"index\":0,\"field\":\"\",\"reason\":\""
                + reason
                + "\"}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0",
        "1E+2",
        "1e-400",
        "\"\\ud83d\\udc0b\"",
        "\"\\u0000\"",
        "[1 , 2]",
        "{ \"b\":1,\"a\":{} }",
        "123456789012345678901234567890",
        "\"日本🐋\"",
        "null",
        "\"\\/\"",
        "[[[[[[[[[[[[]]]]]]]]]]]]"
      })
  void keepsOddJsonByteExactly(String odd) throws IOException {
    String properties = "{\"p\": " + odd + " }";
    String body = latin1(("{\"evt\":\"e\",\"properties\":" + properties + "}").getBytes(UTF_8));
    assertThat(inputs.stored(TestSites.DEMO, post(EVENTS, "text/plain", body)).get("properties"))
        .isEqualTo(properties);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\\ud800 | \\ufffd",
        "\\uDFFF | \\ufffd",
        "\\udc0b\\ud83d | \\ufffd\\ufffd",
        "\\ud83d\\ud83d\\udc0b | \\ufffd\\ud83d\\udc0b"
      })
  void mendsHalfCharactersThatWarehousesRefuse(String sent, String stored) throws IOException {
    String body = "{\"evt\":\"e\",\"properties\":{\"" + sent + "\":\"" + sent + "\"}}";
    assertThat(inputs.stored(TestSites.DEMO, post(EVENTS, "text/plain", body)).get("properties"))
        .isEqualTo("{\"" + stored + "\":\"" + stored + "\"}");
    String query = "?evt=e&oid=o&sid=1&url=u&jsn=%22" + sent.replace("\\", "%5C") + "%22";
    assertThat(inputs.stored(TestSites.DEMO, get("/v1/pixel/demo" + query)).get("properties"))
        .isEqualTo("\"" + stored + "\"");
    assertThat(inputs.stored(TestSites.OLD, get("/swallow/old" + query)).get("jsn"))
        .isEqualTo("\"" + stored + "\"");
  }

  /** Few enough keys are taken for their collisions to cost nothing. */
  @Test
  void refusesKeysThatCollideAsTooMany() throws IOException {
    Answer answer = inputs.refused(post(EVENTS, "text/plain", members(collidingKeys())), 400);
    assertThat(answer.utf8()).contains("too_complex");
  }

  /** Keys of one hash code: all words over "Aa" and "BB" of one length. */
  private static Stream<String> collidingKeys() {
    return IntStream.range(0, 1 << 12)
        .mapToObj(
            bits ->
                IntStream.range(0, 12)
                    .mapToObj(i -> (bits >> i & 1) == 0 ? "Aa" : "BB")
                    .collect(Collectors.joining()));
  }

  private static String members(Stream<String> keys) {
    return keys.map(key -> "\"" + key + "\":0").collect(Collectors.joining(",", "{", "}"));
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
