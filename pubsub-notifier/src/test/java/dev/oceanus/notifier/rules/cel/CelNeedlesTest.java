package dev.oceanus.notifier.rules.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelNeedlesTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "k",
          "s",
          "S",
          "K",
          "ab",
          "ks",
          "/",
          "-",
          " ",
          "é",
          "東",
          "\\.",
          "\\/",
          "\\\\",
          "\\d",
          "\\w",
          "\\b",
          "\\s",
          "\\pL",
          "\\x41",
          "\\Qa|b\\E",
          "\\z",
          "\\101",
          ".",
          "^",
          "$",
          "[ab]",
          "[^a]",
          "[]a]",
          "[^]a]",
          "[a\\]b]",
          "[[:alpha:]]",
          "[a(]",
          "(",
          "(?:",
          "(?i)",
          "(?i:",
          "(?P<n>",
          ")",
          "|",
          "*",
          "+",
          "?",
          "{2}",
          "{0,1}",
          "{1,}",
          "{0}",
          "*?",
          "+?",
          "{",
          "}",
          "]");
  private static final String LETTERS = "aabbkksSK/- .|\\{}]1é東\u017f\u212a";

  @ParameterizedTest
  @CsvSource({
    "'/orders/[0-9]+/done$', 'https://shop.example/orders/12/done', true",
    "'/orders/[0-9]+/done$', 'https://shop.example/cart', false",
    "'(?i)bot|crawler', 'GoogleBOT/2', true",
    "'(?i)bot|crawler', 'Mozilla/5.0 (Windows NT 10.0)', false",
    "'colou?r', 'a color', true",
    "'colou?r', 'a dolor', false",
    "'go+al', 'gooal', true",
    "'(?i)ask', 'a\u017f\u212a', true",
  })
  void looksForWhatMustBeThere(String pattern, String text, boolean may) {
    assertThat(CelNeedles.of(pattern).mayMatch(text)).isEqualTo(may);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a*", "abc|", "abc|[0-9]+", "(abc)", "x", "(?s)abc.", "a(?i)bc", "\\Qabc\\E"})
  void sometimesKnowsNothingThatMustBeThere(String pattern) {
    assertThat(CelNeedles.of(pattern).mayMatch("zzz")).isTrue();
  }

  /** What it says cannot match does not match. */
  @Test
  void neverContradictsThePattern() {
    SplittableRandom random = new SplittableRandom(7);
    int useful = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = pattern(random);
      Optional<Pattern> pattern = compiled(text);
      if (pattern.isEmpty()) {
        continue;
      }
      CelNeedles needles = CelNeedles.of(text);
      for (int j = 0; j < 10; j++) {
        String subject = subject(random);
        if (!needles.mayMatch(subject)) {
          useful++;
          assertThat(pattern.get().matcher(subject).find()).as("%s in %s", text, subject).isFalse();
        }
      }
    }
    assertThat(useful).isPositive();
  }

  private static Optional<Pattern> compiled(String text) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private static String pattern(SplittableRandom random) {
    StringBuilder pattern = new StringBuilder(random.nextInt(3) == 0 ? "(?i)" : "");
    for (int i = random.nextInt(8); i >= 0; i--) {
      pattern.append(PIECES.get(random.nextInt(random.nextBoolean() ? 13 : PIECES.size())));
    }
    return pattern.toString();
  }

  private static String subject(SplittableRandom random) {
    StringBuilder subject = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      subject.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return subject.toString();
  }
}
