package dev.oceanus.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.request.Reason;
import dev.oceanus.local.doctor.check.Refusals;
import dev.oceanus.local.doctor.har.StartTags;
import dev.oceanus.local.doctor.har.StartTags.Element;
import dev.oceanus.local.doctor.wire.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The page for site owners says what the doctor says, and what it lets them paste can be pasted.
 */
class SiteOwnersTest {
  private static final Path PAGE = Path.of("..", "docs", "site-owners.md");
  private static final Pattern SNIPPET = Pattern.compile("(?ms)^ *```html\n(.*?)^ *```");
  private static final Pattern ROUTE = Pattern.compile("/v1/[a-z]+");

  private static final Path TAG_PAGE = Path.of("..", "docs", "tag.md");
  private static final Pattern OPTION = Pattern.compile("(?m)^\\| `(data-[a-z]+)` \\|");

  private static final Set<String> ELEMENTS =
      Set.of("script", "img", "noscript", "a", "form", "input", "label", "button");
  private static final Set<String> VOID = Set.of("img", "input");

  private static String page;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(PAGE);
  }

  @Test
  void tellsWhatEachReasonMeansAsTheDoctorDoes() {
    assertThat(table("| reason | what it means | what to do |"))
        .containsExactlyElementsOf(
            Refusals.reasons().stream()
                .map(each -> row("`" + each.key() + "`", each.refusal()))
                .toList());
  }

  @Test
  void tellsWhatEachStatusMeansAsTheDoctorDoes() {
    assertThat(table("| status | what it means | what to do |"))
        .containsExactlyElementsOf(
            Refusals.statuses().stream()
                .map(each -> row(Integer.toString(each.code()), each.refusal()))
                .toList());
  }

  @Test
  void knowsEveryReasonOfTheCollectorOnce() {
    assertThat(Refusals.reasons())
        .extracting(Refusals.Reason::key)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::key).toList());
  }

  @Test
  void knowsTheStatusesThatRoutesHave() {
    assertThat(Refusals.statuses())
        .extracting(Refusals.Status::code)
        .doesNotHaveDuplicates()
        .contains(400, 401, 403, 404, 405, 413, 415, 429, 503);
  }

  @Test
  void hasSnippetsWhoseElementsAreWhole() {
    assertThat(snippets()).hasSizeGreaterThan(8);
    for (String snippet : snippets()) {
      List<Element> elements = StartTags.of(snippet);
      assertThat(elements).as(snippet).isNotEmpty();
      assertThat(elements).extracting(Element::name).as(snippet).isSubsetOf(ELEMENTS);
      assertThat(count(snippet, "\"") % 2).as("quotes of %s", snippet).isZero();
      for (Element element : elements) {
        if (!VOID.contains(element.name())) {
          assertThat(count(snippet, "</" + element.name() + ">"))
              .as("ends of %s in %s", element.name(), snippet)
              .isEqualTo(count(snippet, "<" + element.name() + ">", "<" + element.name() + " "));
        }
      }
    }
  }

  @Test
  void namesOnlyOptionsThatTheTagHas() throws IOException {
    Set<String> named = new HashSet<>();
    for (String snippet : snippets()) {
      StartTags.of(snippet).stream()
          .filter(element -> element.name().equals("script"))
          .flatMap(element -> element.attributes().keySet().stream())
          .filter(name -> name.startsWith("data-"))
          .forEach(named::add);
    }
    Matcher inText = Pattern.compile("`(data-[a-z-]+)").matcher(page);
    while (inText.find()) {
      named.add(inText.group(1));
    }
    named.removeAll(Set.of("data-", "data-oc-event"));

    assertThat(named).contains("data-site").isSubsetOf(options());
  }

  /** Options of the tag, as its own page lists them. */
  private static Set<String> options() throws IOException {
    Set<String> options = new HashSet<>();
    Matcher option = OPTION.matcher(Files.readString(TAG_PAGE));
    while (option.find()) {
      options.add(option.group(1));
    }
    return options;
  }

  @Test
  void givesEveryTagItsSite() {
    for (String snippet : snippets()) {
      StartTags.of(snippet).stream()
          .filter(element -> element.name().equals("script") && !element.attribute("src").isEmpty())
          .forEach(tag -> assertThat(tag.attribute("data-site")).as(snippet).isEqualTo("demo"));
    }
  }

  @Test
  void leadsToRoutesThatThereAre() {
    Set<String> routes = new HashSet<>();
    Matcher route = ROUTE.matcher(page);
    while (route.find()) {
      routes.add(route.group());
    }
    Set<String> known = new HashSet<>(Set.of("/v1/server"));
    Arrays.stream(Route.values()).map(Route::path).forEach(known::add);

    assertThat(routes)
        .isSubsetOf(known)
        .contains("/v1/pixel", "/v1/form", "/v1/mail", "/v1/click", "/v1/server");
  }

  private static List<String> snippets() {
    List<String> snippets = new ArrayList<>();
    Matcher snippet = SNIPPET.matcher(page);
    while (snippet.find()) {
      snippets.add(snippet.group(1));
    }
    return snippets;
  }

  private static int count(String text, String... parts) {
    int count = 0;
    for (String part : parts) {
      for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
        count++;
      }
    }
    return count;
  }

  private static List<String> table(String head) {
    return page.lines()
        .dropWhile(line -> !line.equals(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static String row(String name, Refusals.Refusal refusal) {
    return "| %s | %s | %s |".formatted(name, refusal.meaning(), refusal.remedy());
  }
}
