package dev.oceanus.notifier.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class TemplateTest {
  private static final Names NAMES =
      new Names(
          Set.of("name", "page_url"),
          Set.of("properties"),
          Map.of("samples", new Names(Set.of("name", "title"), Set.of(), Map.of())));

  private static String fill(String text, Place place, Map<String, ?> values) {
    return filled(text, place, values).text();
  }

  private static Template.Filled filled(String text, Place place, Map<String, ?> values) {
    try {
      return Template.of(text, place, NAMES).fill(view(values));
    } catch (Template.FaultyException e) {
      throw new AssertionError(e);
    }
  }

  private static View view(Map<String, ?> values) {
    return new View() {
      @Override
      public @Nullable Object get(String name) {
        return values.get(name);
      }
    };
  }

  private static List<Template.Fault> faults(String text, Place place) {
    return catchThrowableOfType(
            Template.FaultyException.class, () -> Template.of(text, place, NAMES))
        .faults();
  }

  @Test
  void putsValuesInThePlaceOfNames() {
    Map<String, Object> values =
        Map.of(
            "name",
            "Ann",
            "page_url",
            "",
            "properties",
            Map.of("n", 12_000.0, "m", 3L, "list", List.of("a", "b"), "deep", Map.of("x", "y")));
    assertThat(fill("Hi {{name}}!", Place.PLAIN, values)).isEqualTo("Hi Ann!");
    assertThat(fill("{{properties.n}} {{properties.m}}", Place.PLAIN, values)).isEqualTo("12000 3");
    assertThat(fill("<{{properties.none}}>", Place.PLAIN, values)).isEqualTo("<>");
    assertThat(fill("{{properties.deep.x}}", Place.PLAIN, values)).isEqualTo("y");
    assertThat(fill("{{properties.list}}", Place.PLAIN, values)).isEqualTo("[\"a\",\"b\"]");
    assertThat(
            fill(
                "{{#properties.list}}{{.}}{{^-last}}, {{/-last}}{{/properties.list}}",
                Place.PLAIN,
                values))
        .isEqualTo("a, b");
    assertThat(fill("{{#page_url}}on {{page_url}}{{/page_url}}", Place.PLAIN, values)).isEmpty();
    assertThat(fill("{{^page_url}}nowhere{{/page_url}}", Place.PLAIN, values)).isEqualTo("nowhere");
  }

  @Test
  void goesRoundInLists() {
    Map<String, Object> values =
        Map.of(
            "name",
            "outer",
            "samples",
            List.of(view(Map.of("title", "A")), view(Map.of("title", "B", "name", "inner"))));
    assertThat(fill("{{#samples}}{{title}}-{{name}};{{/samples}}", Place.PLAIN, values))
        .isEqualTo("A-outer;B-inner;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{{nam}} | 0 | nothing here is called 'nam'; did you mean 'name'?",
        "x {{title}} | 2 | nothing here is called 'title'",
        "{{{name}}} | 0 | what is not escaped is not taken; write {{name}}",
        "{{&name}} | 0 | what is not escaped is not taken; write {{name}}",
        "{{>other}} | 0 | other templates cannot be included",
        "{{=<% %>=}} | 0 | delimiters are always {{ and }}",
        "{{#name}} | 9 | {{#name}} is not closed",
        "{{/name}} | 0 | {{/name}} closes nothing that is open",
        "{{name | 0 | '{{' without '}}'",
        "{{}} | 0 | a tag without a name",
        "{{name.length}} | 0 | nothing here is called 'name.length'",
        "{{-index}} | 0 | nothing here is called '-index'",
      })
  void saysWhatItMustNotHave(String text, int at, String rule) {
    assertThat(faults(text, Place.PLAIN)).contains(new Template.Fault(at, rule));
  }

  @Test
  void keepsValuesOfJsonWithinQuotes() {
    assertThat(faults("{\"a\": {{name}}}", Place.JSON))
        .containsExactly(new Template.Fault(6, "{{name}} must stand within quotes"));
    assertThat(faults("{\"a\": \"\\\"\", \"b\": {{name}}}", Place.JSON)).hasSize(1);
    assertThat(faults("[{{#samples}}\"{{/samples}}]", Place.JSON)).isNotEmpty();
    assertThat(
            fill(
                "[{{#samples}}\"{{title}}\"{{^-last}},{{/-last}}{{/samples}}]",
                Place.JSON,
                Map.of("samples", List.of(view(Map.of("title", "\",\"x"))))))
        .isEqualTo("[\"\\\",\\\"x\"]");
  }

  @Test
  void makesSlackMentionsAndLinksHarmless() {
    assertThat(
            fill(
                "*{{name}}*",
                Place.MRKDWN,
                Map.of("name", "<!channel> <@U1> <http://e|good> & ok")))
        .isEqualTo("*&lt;!channel&gt; &lt;@U1&gt; &lt;http://e|good&gt; &amp; ok*");
  }

  @Test
  void makesMarkupHarmless() {
    assertThat(fill("{{name}}", Place.HTML, Map.of("name", "<script>\"'&")))
        .isEqualTo("&lt;script&gt;&quot;&#39;&amp;");
  }

  @Test
  void keepsASubjectOnOneLine() {
    assertThat(fill("{{name}}", Place.LINE, Map.of("name", "a\r\nBcc: x\u2028\u0085b")))
        .isEqualTo("a  Bcc: x  b");
  }

  @Test
  void leavesCellsAsTheyAre() {
    assertThat(fill("{{name}}", Place.CELL, Map.of("name", "=1+1\t<&\""))).isEqualTo("=1+1\t<&\"");
  }

  @Test
  void takesEscapesAwayFromTerminals() {
    assertThat(fill("{{name}}", Place.PLAIN, Map.of("name", "\u001b[2Jx\u202ey\nz")))
        .isEqualTo(" [2Jx y\nz");
  }

  @Test
  void writesAnyTextAsJson() {
    String hostile = "\u0000\u001f\"\\\n\r\t\u2028\ud800x</script>\ud83d\ude00";
    String json = fill("{\"a\": \"{{name}}\"}", Place.JSON, Map.of("name", hostile));
    assertThat(JsonMapper.shared().readTree(json).get("a").stringValue()).isEqualTo(hostile);
  }

  /** N05: what an event says is never read as a template. */
  @ParameterizedTest
  @EnumSource(Place.class)
  void onlySubstitutes(Place place) {
    String text = "\"{{name}}\"";
    String value = "{{name}}{{#samples}}{{/samples}}{{=<% %>=}}";
    assertThat(fill(text, place, Map.of("name", value)))
        .isEqualTo('"' + value.replace("<", less(place)).replace(">", more(place)) + '"');
  }

  private static String less(Place place) {
    return switch (place) {
      case HTML, MRKDWN -> "&lt;";
      case JSON -> "\\u003c";
      default -> "<";
    };
  }

  private static String more(Place place) {
    return place == Place.HTML || place == Place.MRKDWN ? "&gt;" : ">";
  }

  /** N05: sections within sections end, however long the lists are. */
  @Test
  void endsWhateverTheListsAre() {
    String text =
        "x{{#properties.l}}{{#properties.l}}{{#properties.l}}y"
            .concat("{{/properties.l}}{{/properties.l}}{{/properties.l}}");
    Template.Filled filled =
        filled(
            text, Place.PLAIN, Map.of("properties", Map.of("l", Collections.nCopies(5_000, 1L))));
    assertThat(filled.whole()).isFalse();
    assertThat(filled.text().length()).isLessThanOrEqualTo(Filling.MOST_ITEMS + 1);
    assertThat(faults("{{#name}}".repeat(5) + "{{/name}}".repeat(5), Place.PLAIN))
        .extracting(Template.Fault::rule)
        .contains("sections are nested at most 4 deep");
  }

  /** N05: no text is longer than its bound. */
  @Test
  void cutsLongTexts() {
    String emoji = "\ud83d\ude00";
    Template.Filled filled =
        filled(
            "{{#properties.l}}{{name}}{{/properties.l}}",
            Place.PLAIN,
            Map.of(
                "name",
                emoji.repeat(3_000),
                "properties",
                Map.of("l", Collections.nCopies(100, 1L))));
    assertThat(filled.whole()).isFalse();
    assertThat(filled.text().length()).isBetween(Template.LONGEST - 1, Template.LONGEST);
    assertThat(fill("{{name}}", Place.PLAIN, Map.of("name", "x" + emoji.repeat(3_000))))
        .hasSize(Written.LONGEST)
        .endsWith(emoji + "\u2026");
  }
}
