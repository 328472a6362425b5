package dev.oceanus.collector.request;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class JsonEscapesTest {
  @ParameterizedTest
  @CsvSource({
    "\\ud800, \\ufffd",
    "a\\udc00b, a\\ufffdb",
    "\\ud83d\\udc0b, \\ud83d\\udc0b",
    "\\uD83D\\uDC0B, \\uD83D\\uDC0B",
    "\\ud83dx\\udc0b, \\ufffdx\\ufffd",
    "\\ud83d\\n, \\ufffd\\n",
    "\\\\ud800, \\\\ud800",
    "\\\\\\ud800, \\\\\\ufffd",
    "\\u00e9\\u0000\\/, \\u00e9\\u0000\\/",
    "\\ud80, \\ud80",
    "\\u-800, \\u-800",
    "\\ud83d\\udc0, \\ufffd\\udc0",
    "plain 🐋, plain 🐋"
  })
  void replacesHalvesAndNothingElse(String written, String mended) {
    assertThat(JsonEscapes.wellFormed('"' + written + '"')).isEqualTo('"' + mended + '"');
  }

  @Property
  void saysTheSameWithoutHalfCharacters(
      @ForAll @StringLength(max = 40) @AlphaChars @Chars({'\ud83d', '\udc0b', '\\', '"', '日'})
          String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append(written((char) c)));
    String mended = JsonEscapes.wellFormed(json.append('"').toString());
    assertThat(JsonMapper.shared().readValue(mended, String.class))
        .isEqualTo(CodePoints.wellFormed(text));
  }

  private static String written(char c) {
    if (c == '\\' || c == '"') {
      return "\\" + c;
    }
    return c < 0x80 ? String.valueOf(c) : "\\u%04x".formatted((int) c);
  }
}
