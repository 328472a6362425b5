package dev.oceanus.collector.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.request.CodePoints;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class JsonTextTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "abc | 5 | \"abc\"",
        "abcd | 5 | \"abc\"",
        "a\"b | 5 | \"a\\\"\"",
        "a\"b | 4 | \"a\"",
        "🐋🐋 | 3 | \"🐋\"",
        "日本 | 2 | \"\""
      })
  void quotesTheBeginningThatFits(String text, int most, String quoted) {
    assertThat(JsonText.quoteWithin(text, most, false)).isEqualTo(quoted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "é | 8 | \"\\u00e9\"",
        "é | 7 | \"\"",
        "🐋x | 14 | \"\\ud83d\\udc0b\"",
        "🐋 | 13 | \"\""
      })
  void cutsNoEscapeInTwo(String text, int most, String quoted) {
    assertThat(JsonText.quoteWithin(text, most, true)).isEqualTo(quoted);
  }

  @Property
  void quotesAnyTextSoThatItIsReadBackTheSame(@ForAll String text) {
    String encodable = CodePoints.wellFormed(text);
    assertThat(JSON.readValue(JsonText.quote(encodable), String.class)).isEqualTo(encodable);
    StringBuilder ascii = new StringBuilder();
    JsonText.quote(text, true, ascii);
    assertThat(JSON.readValue(ascii.toString(), String.class)).isEqualTo(text);
    assertThat(ascii.chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
  }

  @Property
  void quotesABeginningWithinItsLength(
      @ForAll String text, @ForAll @IntRange(min = 2, max = 60) int most, @ForAll boolean ascii) {
    String encodable = CodePoints.wellFormed(text);
    String quoted = JsonText.quoteWithin(encodable, most, ascii);
    assertThat(quoted.codePointCount(0, quoted.length())).isLessThanOrEqualTo(most);
    assertThat(encodable).startsWith(JSON.readValue(quoted, String.class));
  }
}
