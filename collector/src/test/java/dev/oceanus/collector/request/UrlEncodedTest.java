package dev.oceanus.collector.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UrlEncodedTest {
  private static final int MANY = 1_000;

  static Stream<Arguments> decodedValues() {
    return Stream.of(
        arguments("plain", "plain"),
        arguments("a+b", "a b"),
        arguments("a%20b", "a b"),
        arguments("%2B", "+"),
        arguments("%E6%97%A5%e6%9c%ac", "日本"),
        arguments("%F0%9F%90%8B", "🐋"),
        arguments(wire("日本"), "日本"),
        arguments(wire("日") + "%E6%9C%AC", "日本"),
        arguments("%", "%"),
        arguments("%2", "%2"),
        arguments("%zz", "%zz"),
        arguments("%2%41", "%2A"),
        arguments("100%", "100%"),
        arguments("%00", "\u0000"),
        arguments("%c0%af", "\uFFFD\uFFFD"),
        arguments("%e0%80%af", "\uFFFD\uFFFD\uFFFD"),
        arguments("%ed%a0%80", "\uFFFD"),
        arguments("%f4%90%80%80", "\uFFFD\uFFFD\uFFFD\uFFFD"),
        arguments("%80", "\uFFFD"),
        arguments("\u0080\u00ff", "\uFFFD\uFFFD"),
        arguments("%E6%97", "\uFFFD"),
        arguments("x%E6%97y", "x\uFFFDy"),
        arguments("a;b", "a;b"),
        arguments("a=b", "a=b"));
  }

  @ParameterizedTest
  @MethodSource("decodedValues")
  void decodesAValue(String sent, String decoded) {
    assertThat(pairs("k=" + sent)).containsExactly("k=" + decoded);
    assertThat(pairs("x=1&k=" + sent + "&y=2")).containsExactly("x=1", "k=" + decoded, "y=2");
  }

  static Stream<Arguments> queries() {
    return Stream.of(
        arguments("", List.of()),
        arguments("&&&", List.of()),
        arguments("a=1&&b=2&", List.of("a=1", "b=2")),
        arguments("a", List.of("a=")),
        arguments("a=", List.of("a=")),
        arguments("=b", List.of()),
        arguments("=", List.of()),
        arguments("a&b=1", List.of("a=", "b=1")),
        arguments("a=1&a=2", List.of("a=1", "a=2")),
        arguments("a[]=1&a%5B%5D=2", List.of("a[]=1", "a[]=2")),
        arguments("a=1;b=2", List.of("a=1;b=2")),
        arguments("%61=1", List.of("a=1")));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void takesPairsApart(String query, List<String> pairs) {
    assertThat(pairs(query)).isEqualTo(pairs);
  }

  @Test
  void takesAsManyPairsAsAllowedAndNotOneMore() {
    assertThat(UrlEncoded.read("a=&".repeat(MANY), MANY)).isPresent();
    assertThat(UrlEncoded.read("a=&".repeat(MANY + 1), MANY)).isEmpty();
    assertThat(UrlEncoded.read("&".repeat(50_000), MANY)).as("nothing between them").isPresent();
  }

  @Test
  void keepsWhatWasSent() {
    assertThat(UrlEncoded.read("a=%41&b", MANY).orElseThrow().raw()).isEqualTo("a=%41&b");
  }

  @Property
  void neverFailsWhateverComesByTheWire(
      @ForAll @StringLength(max = 300) @CharRange(from = 0, to = 255) String wire) {
    Values values = UrlEncoded.read(wire, MANY).orElseThrow();
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.name(i)).isEqualTo(CodePoints.wellFormed(values.name(i))).isNotEmpty();
      assertThat(values.text(i)).isEqualTo(CodePoints.wellFormed(values.text(i)));
    }
    assertThat(values.raw()).isEqualTo(wire);
  }

  @Property
  void readsWhatAnyEncoderWrites(@ForAll @Size(max = 8) List<String> texts) {
    List<String> expected = new ArrayList<>();
    StringBuilder query = new StringBuilder();
    for (String text : texts) {
      String encodable = CodePoints.wellFormed(text);
      expected.add("k=" + encodable);
      query.append("&k=").append(URLEncoder.encode(encodable, UTF_8));
    }
    assertThat(pairs(query.toString())).isEqualTo(expected);
  }

  private static String wire(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static List<String> pairs(String query) {
    Values values = UrlEncoded.read(query, MANY).orElseThrow();
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.kind(i)).isEqualTo(Kind.TEXT);
      pairs.add(values.name(i) + "=" + values.text(i));
    }
    return pairs;
  }
}
