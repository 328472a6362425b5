package dev.oceanus.collector.parse;

import static dev.oceanus.collector.parse.Parsing.accepted;
import static dev.oceanus.collector.parse.Parsing.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.common.event.Event;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema {@code web}. */
class WebEventTest {
  private final Parsing demo = new Parsing(TestSites.DEMO, Arrivals.BROWSER);
  private final Parsing shop = new Parsing(TestSites.SHOP, Arrivals.BROWSER);

  @ParameterizedTest
  @CsvSource({
    "eid, event_id, 64", "evt, event_name, 128", "vid, visitor_id, 64", "sid, visitor_id, 64",
    "ses, session_id, 64", "pvid, page_view_id, 64", "uid, user_id, 256", "url, page_url, 4096",
    "tit, page_title, 1024", "ref, referrer, 4096", "lng, language, 64", "enc, charset, 32",
    "scr, screen, 16", "vie, viewport, 16", "oid, option_id, 64", "tv, tag_version, 32"
  })
  void takesAParameterByItsShortAndItsNativeName(String wire, String column, int longest) {
    String fits = "x".repeat(longest);
    String other = column.equals("event_name") ? "tv" : "evt";
    for (String name : new String[] {wire, column}) {
      assertThat(accepted(demo.query(other + "=e&" + name + "=" + fits)).get(column))
          .isEqualTo(fits);
      Event cut =
          accepted(demo.json("{\"" + other + "\":\"e\",\"" + name + "\":\"" + fits + "x\"}"));
      assertThat(cut.get(column)).as(name).isEqualTo(fits);
      assertThat(cut.get("truncated")).isEqualTo(column);
    }
  }

  @Test
  void fillsInWhatThePageCannotKnow() {
    Event event =
        accepted(demo.query("evt=page_view&url=https://a.example/?utm_source=x%26gclid=y"));
    assertThat(event.get("site")).isEqualTo("demo");
    assertThat(event.get("received_at")).isEqualTo(Arrivals.NOW);
    assertThat(event.get("occurred_at")).isEqualTo(Arrivals.NOW);
    assertThat(UUID.fromString((String) event.get("event_id")).version()).isEqualTo(7);
    assertThat(event.get("ip")).isEqualTo("203.0.113.9");
    assertThat(event.get("country")).isEqualTo("JP");
    assertThat(event.get("region")).isEqualTo("13");
    assertThat(event.get("city")).isEqualTo("Shibuya");
    assertThat(event.get("user_agent")).isEqualTo("Mozilla/5.0 (test)");
    assertThat(event.get("device_type")).isEqualTo("pc");
    assertThat(event.get("browser")).isEqualTo("Firefox 145");
    assertThat(event.get("os")).isEqualTo("Linux");
    assertThat(event.get("bot")).isNull();
    assertThat(event.get("utm_source")).isEqualTo("x");
    assertThat(event.get("click_id")).isEqualTo("gclid=y");
    assertThat(event.get("truncated")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "site",
        "received_at",
        "occurred_at",
        "ip",
        "country",
        "region",
        "city",
        "user_agent",
        "device_type",
        "browser",
        "os",
        "bot",
        "utm_source",
        "click_id",
        "truncated"
      })
  void letsNoPageSetWhatIsOurs(String column) {
    Event event = accepted(demo.json("{\"evt\":\"e\",\"" + column + "\":\"forged\"}"));
    assertThat(event.get(column)).isNotEqualTo("forged");
  }

  @Test
  void cutsAtACodePointsBorderAndNamesAllFieldsThatWereCut() {
    String whales = "🐋".repeat(17);
    Event event = accepted(demo.query("evt=e&scr=" + whales + "&vie=" + whales));
    assertThat(event.get("screen")).isEqualTo("🐋".repeat(16));
    assertThat(event.get("truncated")).isEqualTo("screen,viewport");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("{}", Reason.MISSING, "evt"),
        arguments("{\"evt\":\"\"}", Reason.MISSING, "evt"),
        arguments("{\"evt\":\" \\t\"}", Reason.MISSING, "evt"),
        arguments("{\"evt\":null}", Reason.MISSING, "evt"),
        arguments("{\"evt\":{}}", Reason.WRONG_TYPE, "evt"),
        arguments("{\"evt\":[\"e\"]}", Reason.WRONG_TYPE, "evt"),
        arguments("{\"evt\":\"e\",\"page_url\":{}}", Reason.WRONG_TYPE, "url"),
        arguments("{\"evt\":\"e\",\"eid\":\"a b\"}", Reason.INVALID, "eid"),
        arguments("{\"evt\":\"e\",\"event_id\":\"日\"}", Reason.INVALID, "eid"),
        arguments("{\"evt\":\"e\",\"properties\":\"no json\"}", Reason.NOT_JSON, "jsn"),
        arguments(
            "{\"evt\":\"e\",\"jsn\":\"{\\\"a\\\":1,\\\"a\\\":2}\"}", Reason.DUPLICATE_KEY, "jsn"),
        arguments("{\"evt\":\"e\",\"jsn\":\"1e400\"}", Reason.TOO_COMPLEX, "jsn"),
        arguments("5", Reason.NOT_AN_OBJECT, ""),
        arguments("null", Reason.NOT_AN_OBJECT, ""),
        arguments("\"evt\"", Reason.NOT_AN_OBJECT, ""));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWithTheFieldAndTheReason(String json, Reason reason, String field) {
    Parsed.Refused refused = refused(demo.json(json));
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.raw().text()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({
    "vid=a&vid=b, b",
    "vid=a&vid=, ''",
    "visitor_id=a&vid=b, b",
    "vid=b&visitor_id=a, b",
    "sid=a&visitor_id=b, b",
    "sid=a&vid=&visitor_id=, a"
  })
  void prefersTheShortNameAndOfARepeatedOneTheLast(String query, String expected) {
    assertThat(accepted(demo.query("evt=e&" + query)).get("visitor_id"))
        .isEqualTo(expected.isEmpty() ? null : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\": 1.0,\"a\":[]} | {\"b\": 1.0,\"a\":[]}",
        "\"{\\\"b\\\": 1}\" | {\"b\": 1}",
        "\" [1, 2] \" | [1, 2]",
        "\"5\" | 5",
        "\"\\\"text\\\"\" | \"text\"",
        "5 | 5",
        "true | true",
        "null |"
      })
  void keepsPropertiesAsTheyWereWritten(String sent, @Nullable String kept) {
    assertThat(accepted(demo.json("{\"evt\":\"e\",\"properties\":" + sent + "}")).get("properties"))
        .isEqualTo(kept);
  }

  @Test
  void keepsTheBeginningOfPropertiesThatAreTooLongAsAJsonString() {
    String kept = "\"" + "a".repeat(32_766) + "\"";
    Event event = accepted(demo.query("evt=e&jsn=%22" + "a".repeat(32_767) + "%22"));
    assertThat(event.get("properties")).isEqualTo("\"\\\"" + "a".repeat(32_764) + "\"");
    assertThat(event.get("truncated")).isEqualTo("properties");
    Event fits = accepted(demo.query("evt=e&jsn=" + kept.replace("\"", "%22")));
    assertThat(fits.get("properties")).isEqualTo(kept);
    assertThat(fits.get("truncated")).isNull();
  }

  @Test
  void takesASitesOwnColumnsFromItsProperties() {
    Event event =
        accepted(
            shop.json(
                "{\"evt\":\"e\",\"properties\":{\"sku\":\"日\",\"quantity\":3,\"basket\":[ 1 ]}}"));
    assertThat(event.get("sku")).isEqualTo("日");
    assertThat(event.get("quantity")).isEqualTo(3L);
    assertThat(event.get("basket")).isEqualTo("[ 1 ]");
    assertThat(event.get("properties"))
        .isEqualTo("{\"sku\":\"日\",\"quantity\":3,\"basket\":[ 1 ]}");
    assertThat(accepted(shop.query("evt=e&jsn={\"quantity\":\"4\",\"basket\":\"x\"}")))
        .satisfies(sent -> assertThat(sent.get("quantity")).isEqualTo(4L))
        .satisfies(sent -> assertThat(sent.get("basket")).isEqualTo("\"x\""));
  }

  @Test
  void refusesAColumnOfTheSitesOwnThatIsOfAnotherType() {
    Parsed.Refused refused = refused(shop.json("{\"evt\":\"e\",\"jsn\":{\"quantity\":\"many\"}}"));
    assertThat(refused.reason()).isEqualTo(Reason.WRONG_TYPE);
    assertThat(refused.field()).isEqualTo("quantity");
  }

  @Test
  void keepsJsonColumnsJsonWhenItCutsThem() {
    String basket = "[" + "1,".repeat(60) + "1]";
    Event event = accepted(shop.json("{\"evt\":\"e\",\"jsn\":{\"basket\":" + basket + "}}"));
    assertThat((String) event.get("basket")).hasSize(100).startsWith("\"[1,1,").endsWith("\"");
    assertThat(event.get("truncated")).isEqualTo("basket");
  }

  @Test
  void takesFromABareRequestOnlyWhatIsThere() {
    Event event = accepted(new Parsing(TestSites.DEMO, Arrivals.BARE).query("evt=e"));
    assertThat(event.get("ip")).isEqualTo("2001:db8::1");
    assertThat(event.get("user_agent")).isNull();
    assertThat(event.get("device_type")).isEqualTo("");
    assertThat(event.get("country")).isNull();
  }
}
