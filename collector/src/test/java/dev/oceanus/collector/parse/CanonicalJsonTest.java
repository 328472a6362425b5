package dev.oceanus.collector.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  /** What Python's {@code json.dumps(sort_keys=True, separators=(",", ":"))} makes of each. */
  static Stream<Arguments> asPythonWrites() {
    return Stream.of(
        arguments("{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}"),
        arguments(
            "{\"b\":{\"d\":1,\"c\":[1, 2 ,3]},\"a\":null}",
            "{\"a\":null,\"b\":{\"c\":[1,2,3],\"d\":1}}"),
        arguments("[]", "[]"),
        arguments("{}", "{}"),
        arguments("[{}]", "[{}]"),
        arguments("[[],{}]", "[[],{}]"),
        arguments(" [ 1 , \"a\" ] ", "[1,\"a\"]"),
        arguments("true", "true"),
        arguments("false", "false"),
        arguments("null", "null"),
        arguments("\"text\"", "\"text\""),
        arguments("5", "5"),
        arguments("-1.5", "-1.5"),
        arguments("\"\\u00e9\"", "\"\\u00e9\""),
        arguments("\"é日🐋\"", "\"\\u00e9\\u65e5\\ud83d\\udc0b\""),
        arguments("\"\\ud83d\\udc0b\"", "\"\\ud83d\\udc0b\""),
        arguments("\"\\ud800\"", "\"\\ud800\""),
        arguments("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""),
        arguments("\"\\u0000\\u001f\\u007f\\u0080\"", "\"\\u0000\\u001f\\u007f\\u0080\""),
        arguments("\"a/b\"", "\"a/b\""),
        arguments("\"<script>&'\"", "\"<script>&'\""),
        arguments("\"\u2028\"", "\"\\u2028\""),
        arguments(
            "{\"é\":1,\"z\":2,\"a\":3,\"A\":4,\"_\":5,\"\":6}",
            "{\"\":6,\"A\":4,\"_\":5,\"a\":3,\"z\":2,\"\\u00e9\":1}"),
        arguments(
            "{\"\uffff\":1,\"\ud800\udc00\":2,\"\ud7ff\":3}",
            "{\"\\ud7ff\":3,\"\\uffff\":1,\"\\ud800\\udc00\":2}"),
        arguments("{\"a b\":1,\"a\":2,\"aa\":3}", "{\"a\":2,\"a b\":1,\"aa\":3}"));
  }

  @ParameterizedTest
  @MethodSource("asPythonWrites")
  void writesAsPythonDoes(String sent, String stored) {
    assertThat(CanonicalJson.of(sent)).isEqualTo(stored);
    assertThat(CanonicalJson.of(stored)).as("again").isEqualTo(stored);
  }

  /** Python would write some of these in another way, and lose digits of others. */
  @ParameterizedTest
  @ValueSource(strings = {"-0", "1.0", "1.50", "1E5", "1e-400", "12345678901234567890.123"})
  void keepsNumbersAsTheyWereWritten(String number) {
    assertThat(CanonicalJson.of("[" + number + "]")).isEqualTo("[" + number + "]");
  }
}
