package dev.oceanus.collector.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePointsTest {
  @ParameterizedTest
  @CsvSource({"abc, 3, abc", "abcd, 3, abc", "日本語, 2, 日本", "a🐋b, 2, a🐋", "🐋🐋🐋, 2, 🐋🐋"})
  void cutsAtACodePointsBorder(String text, int most, String cut) {
    assertThat(CodePoints.cut(text, most)).isEqualTo(cut);
    assertThat(CodePoints.exceeds(text, most)).isEqualTo(!text.equals(cut));
  }

  @ParameterizedTest
  @CsvSource({
    "'a\ud83d\udc0bb', 'a\ud83d\udc0bb'",
    "'\ud83d', '\ufffd'",
    "'\udc0b', '\ufffd'",
    "'\udc0b\ud83d', '\ufffd\ufffd'",
    "'\ud83d\ud83d\udc0b', '\ufffd\ud83d\udc0b'",
    "'a\ud83d', 'a\ufffd'"
  })
  void replacesEachHalfCharacter(String text, String wellFormed) {
    assertThat(CodePoints.wellFormed(text)).isEqualTo(wellFormed);
  }

  @Test
  void leavesAWellFormedTextAsItIs() {
    String text = "日本🐋";
    assertThat(CodePoints.wellFormed(text)).isSameAs(text);
  }

  @Property
  void makesEveryTextEncodable(@ForAll String text, @ForAll @IntRange(max = 50) int most) {
    String wellFormed = CodePoints.wellFormed(text);
    assertThat(new String(wellFormed.getBytes(UTF_8), UTF_8)).isEqualTo(wellFormed);
    String cut = CodePoints.cut(wellFormed, most);
    assertThat(cut.codePointCount(0, cut.length())).isLessThanOrEqualTo(most);
    assertThat(new String(cut.getBytes(UTF_8), UTF_8)).isEqualTo(cut);
  }
}
