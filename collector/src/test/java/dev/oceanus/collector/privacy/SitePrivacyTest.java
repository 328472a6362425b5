package dev.oceanus.collector.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schemas;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitePrivacyTest {
  private static final String FULL =
      """
      {"evt": "page_view", "vid": "v-1", "ses": "s-1", "pvid": "p-1", "uid": "u-1", "tit": "T",
       "url": "https://shop.example/p?utm_source=mail&gclid=G1&email=me@x.example&page=2",
       "ref": "https://other.example/?q=secret", "scr": "1920x1080", "vie": "1200x800",
       "lng": "ja", "oid": "o", "tv": "1", "jsn": {"sku": "A1", "email": "me@x.example"}}
      """;
  private static final String LOG =
      "{\"oid\":\"o\",\"evt\":\"e\",\"url\":\"https://x.example/?email=me\",\"uid\":\"u\""
          + ",\"jsn\":{\"z\":1,\"email\":\"日本\",\"a\":\"é\"}";

  private static Event stored(String privacy, String json) {
    return new Visit(PrivateSites.with(privacy)).event(json);
  }

  @Test
  void storesEverythingUnlessItIsTold() {
    Event event = new Visit(TestSites.DEMO).event(FULL);
    assertThat(event.get("ip")).isEqualTo("203.0.113.9");
    assertThat(event.get("city")).isEqualTo("Minato");
    assertThat(event.get("visitor_id")).isEqualTo("v-1");
    assertThat(event.get("user_agent")).isEqualTo(Visit.AGENT);
    assertThat((String) event.get("page_url")).endsWith("&email=me@x.example&page=2");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.0",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1::",
    "::ffff:203.0.113.9, 203.0.113.0",
    "'', "
  })
  void storesTheNetworkOfAnAddress(String address, String network) {
    Event event = new Visit(PrivateSites.with("{ip: truncate}")).from(address).event(FULL);
    assertThat(event.get("ip")).isEqualTo(network);
    assertThat(event.get("city")).as("the balancer's, of the whole address").isEqualTo("Minato");
  }

  @Test
  void storesNoAddress() {
    assertThat(stored("{ip: drop}", FULL).get("ip")).isNull();
    Event log =
        new Visit(PrivateSites.with("{ip: drop}", "schema: oceanus-log"))
            .event(LOG + ",\"sid\":\"ab\"}");
    assertThat(log.get("rad")).as("a column that every row has").isEqualTo("");
  }

  @Test
  void storesNoPlace() {
    Event event = stored("{place: drop}", FULL);
    assertThat(event.get("country")).isNull();
    assertThat(event.get("region")).isNull();
    assertThat(event.get("city")).isNull();
    assertThat(event.get("ip")).isEqualTo("203.0.113.9");
  }

  @Test
  void knowsTheCampaignOfAUrlWhoseParametersItDoesNotStore() {
    Event event = stored("{url_parameters: drop}", FULL);
    assertThat(event.get("page_url")).isEqualTo("https://shop.example/p");
    assertThat(event.get("referrer")).isEqualTo("https://other.example/");
    assertThat(event.get("utm_source")).isEqualTo("mail");
    assertThat(event.get("click_id")).isEqualTo("gclid=G1");
    assertThat(stored("{url_parameters: [page]}", FULL).get("page_url"))
        .isEqualTo("https://shop.example/p?page=2");
    Event log =
        new Visit(PrivateSites.with("{url_parameters: drop}", "schema: oceanus-log"))
            .event(LOG + ",\"sid\":\"ab\"}");
    assertThat(log.get("url")).isEqualTo("https://x.example/");
  }

  @Test
  void masksColumnsAndKeysAtAnyDepth() {
    Event event =
        stored(
            "{mask: [email, user_id]}",
            """
            {"evt": "e", "uid": "u-1", "url": "https://x.example/?a=1&Email=me@x.example",
             "jsn": {"email": "me@x.example", "a": [{"customer": {"EMAIL": ["me@x.example"]}}],
                     "text": "{\\"email\\":\\"me@x.example\\"}", "n": 1.50}}
            """);
    assertThat(event.get("user_id")).isEqualTo("****");
    assertThat(event.get("page_url")).isEqualTo("https://x.example/?a=1&Email=****");
    assertThat((String) event.get("properties"))
        .doesNotContain("me@x.example")
        .contains("\"email\":\"****\"", "\"EMAIL\":\"****\"", "1.50");
  }

  @Test
  void masksASitesOwnColumnsByTheirKeyAndOtherTypesByNothing() {
    Event event =
        new Visit(
                PrivateSites.with(
                    "{mask: [mail, age]}",
                    "columns:",
                    "  - {name: contact, from: mail}",
                    "  - {name: age, type: INT64}",
                    "  - {name: plan}"))
            .event(
                """
                {"evt": "e", "jsn": {"mail": "me@x.example", "age": 41, "plan": "pro"}}
                """);
    assertThat(event.get("contact")).isEqualTo("****");
    assertThat(event.get("age")).isNull();
    assertThat(event.get("plan")).isEqualTo("pro");
    assertThat((String) event.get("properties")).doesNotContain("me@x").doesNotContain("41");
  }

  @Test
  void masksWhatWasCutAsAWhole() {
    String json =
        "{\"evt\":\"e\",\"jsn\":{\"email\":\"me@x\",\"a\":\"" + "x".repeat(33_000) + "\"}}";
    Event event = stored("{mask: [email]}", json);
    assertThat(event.get("properties")).isEqualTo("\"****\"");
    assertThat(event.get("truncated")).isEqualTo("properties");
  }

  @Test
  void neverMakesAValueLongerThanItsColumn() {
    String many = "email=1&".repeat(512);
    Event event =
        stored("{mask: [email]}", "{\"evt\":\"e\",\"url\":\"https://x.example/?" + many + "\"}");
    assertThat((String) event.get("page_url")).hasSize(4_096);
    String keys = "{\"email\":1},".repeat(490) + "\"" + "x".repeat(26_500) + "\"";
    Event other = stored("{mask: [email]}", "{\"evt\":\"e\",\"jsn\":[" + keys + "]}");
    assertThat(other.get("truncated")).as("it fitted as it was sent").isNull();
    assertThat(other.get("properties")).isEqualTo("\"****\"");
  }

  @Test
  void keepsTheJsonOfThePythonSystemInItsForm() {
    Event event =
        new Visit(PrivateSites.with("{mask: [email]}", "schema: oceanus-log"))
            .event(LOG + ",\"sid\":\"ab\"}");
    assertThat(event.get("jsn")).isEqualTo("{\"a\":\"\\u00e9\",\"email\":\"****\",\"z\":1}");
    assertThat(event.get("url")).isEqualTo("https://x.example/?email=****");
  }

  @Test
  void givesDailyIdsInPlaceOfThoseOfThePage() {
    Visit visit = new Visit(PrivateSites.with("{visitor: daily}"));
    Event event = visit.event(FULL);
    assertThat((String) event.get("visitor_id")).matches("[0-9a-f]{32}");
    assertThat((String) event.get("session_id"))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(event.get("visitor_id"));
    assertThat(visit.event("{\"evt\":\"e\"}").get("visitor_id")).isEqualTo(event.get("visitor_id"));
    assertThat(visit.from("203.0.113.10").event(FULL).get("visitor_id"))
        .isNotEqualTo(event.get("visitor_id"));
    assertThat(event.get("user_id")).as("the site's own id of the person").isEqualTo("u-1");
  }

  @Test
  void givesThemToThePythonSystemsTablesWhateverThePageSends() {
    Visit visit = new Visit(PrivateSites.with("{visitor: daily}", "schema: oceanus-log"));
    Event without = visit.event(LOG + "}");
    assertThat((String) without.get("sid")).matches("[0-9a-f]{32}");
    assertThat(visit.event(LOG + ",\"sid\":\"NOT ONE!\"}").get("sid"))
        .isEqualTo(without.get("sid"));
  }

  @Test
  void leavesASitesOwnColumnsOfTheSameNamesToTheSite() {
    Event event =
        new Visit(
                PrivateSites.with(
                    "{visitor: daily, url_parameters: drop, ip: drop}",
                    "columns:",
                    "  - {name: sid}",
                    "  - {name: rad}",
                    "  - {name: url, from: link}"))
            .event(
                """
                {"evt": "e", "jsn": {"sid": "S1", "rad": "R1", "link": "https://x.example/?a=1"}}
                """);
    assertThat(event.get("sid")).isEqualTo("S1");
    assertThat(event.get("rad")).isEqualTo("R1");
    assertThat(event.get("url")).isEqualTo("https://x.example/?a=1");
  }

  @Test
  void hashesTheWholeAddressAndStoresItsNetwork() {
    Visit visit = new Visit(PrivateSites.with("{visitor: daily, ip: truncate}"));
    Event one = visit.from("203.0.113.9").event(FULL);
    Event other = visit.from("203.0.113.10").event(FULL);
    assertThat(one.get("ip")).isEqualTo(other.get("ip"));
    assertThat(one.get("visitor_id")).isNotEqualTo(other.get("visitor_id"));
  }

  @Test
  void hasNoVisitorWhereNobodyKnowsTheAddress() {
    Event event = new Visit(PrivateSites.with("{visitor: daily}")).from("").event(FULL);
    assertThat(event.get("visitor_id")).isNull();
    assertThat(event.get("session_id")).isNull();
  }

  /** Servers send events in the name of their visitors. */
  @Test
  void treatsTheAddressOfTheEventAndNotOfTheConnection() {
    Visit visit = new Visit(PrivateSites.with("{visitor: daily, ip: truncate}"));
    Event own = visit.from("203.0.113.9").event(FULL);
    Event forwarded = visit.from("198.51.100.1").event(FULL, "203.0.113.9");
    assertThat(forwarded.get("ip")).isEqualTo("203.0.113.0");
    assertThat(forwarded.get("visitor_id")).isEqualTo(own.get("visitor_id"));
  }

  @Test
  void takesTheCookiesVisitorWhereTheEventHasNone() {
    Visit visit =
        new Visit(TestSites.DEMO)
            .by(new Browser(Treatment.USUAL, "6f1c3a52-1b7e-4c9a-8f00-000000000001"));
    assertThat(visit.event("{\"evt\":\"e\"}").get("visitor_id"))
        .isEqualTo("6f1c3a52-1b7e-4c9a-8f00-000000000001");
    assertThat(visit.event(FULL).get("visitor_id")).isEqualTo("v-1");
  }

  @Test
  void leavesNothingThatIdentifiesWhoObjects() {
    Visit visit = new Visit(PrivateSites.with("{}")).getting(Treatment.ANONYMOUS);
    Event event = visit.event(FULL);
    assertThat(filled(event))
        .containsExactlyInAnyOrder(
            "event_id",
            "site",
            "event_name",
            "received_at",
            "occurred_at",
            "page_url",
            "page_title",
            "referrer",
            "utm_source",
            "properties",
            "country",
            "region",
            "device_type",
            "language",
            "option_id",
            "tag_version");
    assertThat(event.get("page_url")).isEqualTo("https://shop.example/p");
    assertThat(event.get("referrer")).isEqualTo("https://other.example/");
    Arrival shown = visit.shown();
    assertThat(shown.ip()).isEmpty();
    assertThat(shown.userAgent()).isNull();
    assertThat(shown.place()).isEqualTo(new Arrival.Place("JP", "13", null));
    assertThat(shown.referrer()).isEqualTo("https://shop.example/from");
  }

  @Test
  void leavesWhoObjectsTheParametersThatTheSiteLists() {
    Event event =
        new Visit(PrivateSites.with("{url_parameters: [page]}"))
            .getting(Treatment.ANONYMOUS)
            .event(FULL);
    assertThat(event.get("page_url")).isEqualTo("https://shop.example/p?page=2");
  }

  @Test
  void leavesAFormWhatWasTypedIntoIt() {
    Event event =
        new Visit(PrivateSites.with("{}", "schema: oceanus-form"))
            .getting(Treatment.SIGNED)
            .event("{\"sid\":\"ab\",\"email\":\"me@x.example\",\"name\":\"Me\",\"uid\":\"u\"}");
    assertThat(event.get("email")).isEqualTo("me@x.example");
    assertThat(event.get("name")).isEqualTo("Me");
    assertThat(event.get("sid")).isEqualTo("");
    assertThat(event.get("rad")).isEqualTo("");
    assertThat(event.get("ua")).isNull();
  }

  @Test
  void blanksThePythonSystemsColumnsForWhoObjects() {
    Event event =
        new Visit(PrivateSites.with("{}", "schema: oceanus-log"))
            .getting(Treatment.ANONYMOUS)
            .event(LOG + ",\"sid\":\"ab\",\"scr\":\"1x1\",\"vie\":\"1x1\"}");
    assertThat(filled(event))
        .containsExactlyInAnyOrder("dt", "oid", "sid", "rad", "evt", "url", "jsn", "dev");
    assertThat(event.get("sid")).isEqualTo("");
    assertThat(event.get("rad")).isEqualTo("");
    assertThat(event.get("url")).isEqualTo("https://x.example/");
  }

  /** A new column has to be thought of: does it identify anybody? */
  @Test
  void hasAnAnswerForEveryColumn() {
    List<String> known =
        List.of(
            "event_id",
            "site",
            "event_name",
            "received_at",
            "occurred_at",
            "visitor_id",
            "session_id",
            "page_view_id",
            "user_id",
            "page_url",
            "page_title",
            "referrer",
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "utm_term",
            "utm_content",
            "click_id",
            "properties",
            "ip",
            "country",
            "region",
            "city",
            "user_agent",
            "device_type",
            "browser",
            "os",
            "bot",
            "language",
            "charset",
            "screen",
            "viewport",
            "option_id",
            "tag_version",
            "truncated",
            "dt",
            "oid",
            "sid",
            "uid",
            "rad",
            "evt",
            "tit",
            "url",
            "ref",
            "jsn",
            "ua",
            "dev",
            "enc",
            "scr",
            "vie",
            "name",
            "cname",
            "email",
            "tel");
    Set<String> columns = new TreeSet<>();
    Schemas.forSites().forEach(schema -> schema.fields().forEach(f -> columns.add(f.name())));
    assertThat(columns).containsExactlyInAnyOrderElementsOf(known);
  }

  private static List<String> filled(Event event) {
    return event.schema().fields().stream()
        .map(Field::name)
        .filter(name -> event.get(name) != null)
        .toList();
  }
}
