package dev.oceanus.notifier.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MrkdwnTest {
  @Test
  void leavesWhatFits() {
    assertThat(Mrkdwn.cut("abcde", 5)).isEqualTo("abcde");
  }

  @Test
  void cutsWithAnEllipsis() {
    assertThat(Mrkdwn.cut("abcdef", 5)).isEqualTo("abcd…");
  }

  @Test
  void cutsNoCharacterInHalf() {
    assertThat(Mrkdwn.cut("abc🦀f", 5)).isEqualTo("abc…");
  }

  @Test
  void cutsNoEscapeInHalf() {
    for (int longest = 5; longest < 9; longest++) {
      assertThat(Mrkdwn.cut("abc&amp;xyz", longest))
          .as("%d", longest)
          .isEqualTo(longest < 9 ? "abc…" : "abc&amp;…");
    }
    assertThat(Mrkdwn.cut("abc&amp;xyz", 9)).isEqualTo("abc&amp;…");
  }

  @Test
  void cutsNoLinkInHalf() {
    assertThat(Mrkdwn.cut("see <https://a.example|this> now", 20)).isEqualTo("see …");
    assertThat(Mrkdwn.cut("see <https://a.example|this> now", 30))
        .isEqualTo("see <https://a.example|this> …");
  }

  @Test
  void leavesNoOpenMarkAtAnyLength() {
    String text = "a&lt;b <https://a.example|x> &amp; 🦀 <https://b.example|y>&gt;";

    for (int longest = 2; longest < text.length(); longest++) {
      String cut = Mrkdwn.cut(text, longest);
      assertThat(cut).hasSizeLessThanOrEqualTo(longest).endsWith("…");
      assertThat(text).startsWith(cut.substring(0, cut.length() - 1));
      assertThat(cut).doesNotContainPattern("<[^>]*…$").doesNotContainPattern("&[a-z]*…$");
      assertThat(Character.isHighSurrogate(cut.charAt(Math.max(0, cut.length() - 2)))).isFalse();
    }
  }

  @Test
  void leavesInOnePartWhatFits() {
    assertThat(Mrkdwn.parts("abcde", 5)).containsExactly("abcde");
    assertThat(Mrkdwn.parts("", 5)).isEmpty();
  }

  @Test
  void partsAtEndsOfLinesThatAreNotTooEarly() {
    assertThat(Mrkdwn.parts("one\ntwo\nthree four", 10))
        .containsExactly("one\ntwo\n", "three four");
    assertThat(Mrkdwn.parts("a\nbcdefghijklm", 10)).containsExactly("a\nbcdefghi", "jklm");
  }

  @Test
  void breaksNothingInPartsOfAnyLength() {
    String text = "a&lt;b <https://a.example|x y> &amp;\n🦀🦀 <https://b.example|y>&gt; $1";

    for (int longest = "<https://a.example|x y>".length(); longest < 60; longest++) {
      List<String> parts = Mrkdwn.parts(text, longest);
      assertThat(String.join("", parts)).isEqualTo(text);
      for (String part : parts) {
        assertThat(part).hasSizeBetween(1, longest);
        assertThat(part).doesNotContainPattern("<[^>]*$").doesNotContainPattern("&[a-z]*$");
        assertThat(Character.isHighSurrogate(part.charAt(part.length() - 1))).isFalse();
      }
    }
  }

  @Test
  void leavesOutLinkThatIsLongerThanPart() {
    assertThat(Mrkdwn.parts("see <https://a.example/long|this> now", 20))
        .containsExactly("see … now");
  }

  @Test
  void takesBracketThatIsNeverClosedForText() {
    assertThat(Mrkdwn.parts("<bcdefghijkl", 10)).containsExactly("<bcdefghij", "kl");
  }
}
