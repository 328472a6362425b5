package dev.oceanus.collector.parse;

import static dev.oceanus.collector.parse.Parsing.accepted;
import static dev.oceanus.collector.parse.Parsing.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the Python system. */
class LegacyEventTest {
  private static final String LOG = "oid=o&sid=0aF&evt=PageView&url=u";

  private final Parsing log = new Parsing(TestSites.OLD, Arrivals.BROWSER);
  private final Parsing form = new Parsing(TestSites.OLD_FORM, Arrivals.BROWSER);

  @Test
  void fillsEveryColumnOfTheLogAsThePythonSystemDid() {
    Event event =
        accepted(
            log.query(
                "oid=o&sid=0AF&evt=PageView&url=https://a/&uid=U1&ref=r&tit=題&jsn={\"b\":\"é\",\"a\": 1}"
                    + "&enc=utf-8&scr=1x2&vie=3x4"));
    assertThat(event.get("dt")).isEqualTo("2026-11-24 08:15:02.123456");
    assertThat(event.get("oid")).isEqualTo("o");
    assertThat(event.get("sid")).isEqualTo("0af");
    assertThat(event.get("uid")).isEqualTo("U1");
    assertThat(event.get("rad")).isEqualTo("203.0.113.9");
    assertThat(event.get("evt")).isEqualTo("pageview");
    assertThat(event.get("tit")).isEqualTo("題");
    assertThat(event.get("url")).isEqualTo("https://a/");
    assertThat(event.get("ref")).isEqualTo("r");
    assertThat(event.get("jsn")).isEqualTo("{\"a\":1,\"b\":\"\\u00e9\"}");
    assertThat(event.get("ua")).isEqualTo("Mozilla/5.0 (test)");
    assertThat(event.get("dev")).isEqualTo("pc");
    assertThat(event.get("enc")).isEqualTo("UTF-8");
    assertThat(event.get("scr")).isEqualTo("1x2");
    assertThat(event.get("vie")).isEqualTo("3x4");
  }

  @Test
  void leavesWhatIsOptionalNull() {
    Event event = accepted(new Parsing(TestSites.OLD, Arrivals.BARE).query(LOG));
    for (String column : new String[] {"uid", "tit", "ref", "jsn", "enc", "scr", "vie"}) {
      assertThat(event.get(column)).as(column).isNull();
    }
    assertThat(event.get("ua")).isEqualTo("");
    assertThat(event.get("dev")).isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource({"oid", "sid", "evt", "url"})
  void needsTheRequiredParametersOfTheLog(String required) {
    for (String sent : new String[] {"", "=", "=%20+"}) {
      String query = LOG.replaceFirst(required + "=[^&]*", sent.isEmpty() ? "" : required + sent);
      Parsed.Refused refused = refused(log.query(query));
      assertThat(refused.reason()).as(query).isEqualTo(Reason.MISSING);
      assertThat(refused.field()).isEqualTo(required);
    }
  }

  @Test
  void needsTheVisitorOfAForm() {
    assertThat(refused(form.query("name=n")).field()).isEqualTo("sid");
  }

  static Stream<Arguments> lengths() {
    return Stream.of(
        arguments(TestSites.OLD, "oid", 16),
        arguments(TestSites.OLD, "evt", 16),
        arguments(TestSites.OLD, "url", 1024),
        arguments(TestSites.OLD, "uid", 64),
        arguments(TestSites.OLD, "ref", 1024),
        arguments(TestSites.OLD, "tit", 1024),
        arguments(TestSites.OLD, "scr", 16),
        arguments(TestSites.OLD, "vie", 16),
        arguments(TestSites.OLD_FORM, "oid", 16),
        arguments(TestSites.OLD_FORM, "url", 1024),
        arguments(TestSites.OLD_FORM, "uid", 64),
        arguments(TestSites.OLD_FORM, "name", 1024),
        arguments(TestSites.OLD_FORM, "cname", 1024),
        arguments(TestSites.OLD_FORM, "email", 1024),
        arguments(TestSites.OLD_FORM, "tel", 1024));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void cutsWhatIsTooLongInCodePoints(Site site, String parameter, int longest) {
    Parsing parsing = new Parsing(site, Arrivals.BROWSER);
    String fits = "🐋".repeat(longest);
    assertThat(accepted(parsing.query(LOG + "&" + parameter + "=" + fits)).get(parameter))
        .isEqualTo(fits);
    assertThat(accepted(parsing.query(LOG + "&" + parameter + "=" + fits + "x")).get(parameter))
        .isEqualTo(fits);
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        arguments("sid", "xyz", Reason.INVALID),
        arguments("sid", "0af!", Reason.INVALID),
        arguments("sid", "0a f", Reason.INVALID),
        arguments("enc", "utf_8;", Reason.INVALID),
        arguments("enc", "日本", Reason.INVALID),
        arguments("jsn", "{", Reason.NOT_JSON),
        arguments("jsn", "nothing", Reason.NOT_JSON),
        arguments("jsn", "[".repeat(40), Reason.TOO_COMPLEX));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesAValueThatItsRuleDoesNotAllow(String parameter, String value, Reason reason) {
    for (Parsing parsing : new Parsing[] {log, form}) {
      Parsed.Refused refused = refused(parsing.query(LOG + "&" + parameter + "=" + value));
      assertThat(refused.reason()).isEqualTo(reason);
      assertThat(refused.field()).isEqualTo(parameter);
    }
  }

  @ParameterizedTest
  @CsvSource({"'ISO 2022 JP', ISO 2022 JP", "x-sjis (1), X-SJIS (1)", "Shift_JIS, SHIFT_JIS"})
  void takesCharsetsAsTheyAreWritten(String sent, String stored) {
    assertThat(accepted(log.query(LOG + "&enc=" + sent)).get("enc")).isEqualTo(stored);
  }

  static Stream<Arguments> longestJson() {
    return Stream.of(arguments(TestSites.OLD, 4_096), arguments(TestSites.OLD_FORM, 10_000));
  }

  @ParameterizedTest
  @MethodSource("longestJson")
  void storesJsonOfTheLongestLengthWholeHoweverItGrows(Site site, int longest) {
    Parsing parsing = new Parsing(site, Arrivals.BROWSER);
    for (String filling : new String[] {"a", "é", "日", "🐋"}) {
      String text = filling.repeat(longest - 2);
      String stored = (String) accepted(parsing.query(LOG + "&jsn=\"" + text + "\"")).get("jsn");
      assertThat(stored).isEqualTo(CanonicalJson.of("\"" + text + "\""));
    }
  }

  @ParameterizedTest
  @MethodSource("longestJson")
  void storesTheBeginningOfLongerJsonAsAString(Site site, int longest) {
    Parsing parsing = new Parsing(site, Arrivals.BROWSER);
    String sent = "[\"" + "a".repeat(longest) + "\"]";
    String stored = (String) accepted(parsing.query(LOG + "&jsn=" + sent)).get("jsn");
    assertThat(stored).isEqualTo("\"[\\\"" + "a".repeat(longest - 5) + "\"").hasSize(longest);
  }

  @Test
  void fillsEveryColumnOfAForm() {
    Event event =
        accepted(
            form.form(
                "sid=0AF&oid=2&uid=u&name=山&cname=会社&email=a@b&tel=03&url=u&enc=utf-8&q=1&r=2"));
    assertThat(event.get("dt")).isEqualTo("2026-11-24 08:15:02.123456");
    assertThat(event.get("sid")).isEqualTo("0af");
    assertThat(event.get("name")).isEqualTo("山");
    assertThat(event.get("cname")).isEqualTo("会社");
    assertThat(event.get("email")).isEqualTo("a@b");
    assertThat(event.get("tel")).isEqualTo("03");
    assertThat(event.get("enc")).isEqualTo("UTF-8");
    assertThat(event.get("rad")).isEqualTo("203.0.113.9");
    assertThat(event.get("jsn")).isEqualTo("{\"q\":\"1\",\"r\":\"2\"}");
  }
}
