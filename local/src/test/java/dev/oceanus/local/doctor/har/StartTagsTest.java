package dev.oceanus.local.doctor.har;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.local.doctor.har.StartTags.Element;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTagsTest {
  @Test
  void readsAttributesHoweverTheyAreWritten() {
    assertThat(
            StartTags.of("<SCRIPT async SRC = '/a.js?x=1&amp;y=2' data-site=demo\n nonce=\"n\"/>"))
        .containsExactly(
            new Element(
                "script",
                Map.of("async", "", "src", "/a.js?x=1&y=2", "data-site", "demo", "nonce", "n")));
  }

  @Test
  void letsTheFirstOfTwoAttributesCount() {
    assertThat(StartTags.of("<img src=a SRC=b>").getFirst().attribute("src")).isEqualTo("a");
  }

  @Test
  void findsNoElementInCommentsScriptsAndTitles() {
    String html =
        """
        <!-- <script src=1></script> --><title><b></title>
        <script>'<img src=2>'</SCRIPT ><style>a{content:'<i>'}</style><noscript><img></noscript><p>
        """;

    assertThat(names(html)).containsExactly("title", "script", "style", "noscript", "p");
  }

  @Test
  void passesOverWhatIsNoTag() {
    assertThat(names("1 < 2 </p> <!doctype html> <?x?> a<b c>")).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "<", "<a", "<a ", "<a b", "<a b=", "<a b='", "<a b='c", "<!--", "<a =", "<a/", "<script"
      })
  void endsWithTheText(String html) {
    assertThat(StartTags.of(html)).hasSizeLessThanOrEqualTo(1);
  }

  private static List<String> names(String html) {
    return StartTags.of(html).stream().map(Element::name).toList();
  }
}
