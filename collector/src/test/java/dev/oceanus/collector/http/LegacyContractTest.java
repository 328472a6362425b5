package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Python system's routes and parameters, each with each: what is answered and which row is
 * stored, by a copy of the table that is the contract.
 */
class LegacyContractTest {
  private static final TestCollector collector = new TestCollector();

  /** What stands in the contract: a rule for each route, and what a value may be. */
  private static final String CONTRACT =
      """
      param | swallow  | gaze     | pierce   | pirate     | longest | invalid | case  | beyond ASCII
      sid   | required | empty    | empty    | required   | 32      | 0g      | lower | invalid
      evt   | required | required | required | -          | 16      | -       | lower | kept
      oid   | required | 2        | required | empty      | 16      | -       | -     | kept
      url   | required | null     | required | null       | 1024    | -       | -     | kept
      uid   | null     | null     | null     | empty      | 64      | -       | -     | kept
      ref   | null     | null     | null     | -          | 1024    | -       | -     | kept
      tit   | null     | null     | null     | -          | 1024    | -       | -     | kept
      enc   | null     | null     | null     | empty      | 16      | a;b     | upper | invalid
      scr   | null     | null     | null     | -          | 16      | -       | -     | kept
      vie   | null     | null     | null     | -          | 16      | -       | -     | kept
      name  | -        | -        | -        | null       | 1024    | -       | -     | kept
      cname | -        | -        | -        | null       | 1024    | -       | -     | kept
      email | -        | -        | -        | null       | 1024    | -       | -     | kept
      tel   | -        | -        | -        | null       | 1024    | -       | -     | kept
      ua    | -        | -        | empty    | -          | 512     | -       | -     | kept
      rad   | -        | -        | required | -          | -       | 1.2.3   | -     | invalid
      """;

  /** A route with the least that it takes. */
  enum Route {
    SWALLOW("/swallow/old", "sid=a1&evt=e&oid=o&url=u"),
    GAZE("/gaze/old", "evt=e"),
    PIERCE("/pierce/old", "rad=192.0.2.7&evt=e&oid=o&url=u"),
    PIRATE("/pirate/old-form", "sid=a1");

    private final String path;
    private final String least;

    Route(String path, String least) {
      this.path = path;
      this.least = least;
    }

    Site site() {
      return this == PIRATE ? TestSites.OLD_FORM : TestSites.OLD;
    }

    /** The least, with this parameter as it is given, or without it. */
    Answer send(String parameter, @Nullable String pair) throws IOException {
      String query =
          Arrays.stream(least.split("&", -1))
              .filter(each -> !each.startsWith(parameter + "="))
              .collect(Collectors.joining("&"));
      return send(query + (pair == null ? "" : "&" + pair));
    }

    Answer sendWith(String query, String... headers) throws IOException {
      return this == PIRATE
          ? RawHttp.post(
              collector.port(),
              path,
              "application/x-www-form-urlencoded; charset=UTF-8",
              query.getBytes(UTF_8),
              headers)
          : RawHttp.get(collector.port(), path + "?" + bytes(query), headers);
    }

    Answer send(String query) throws IOException {
      return sendWith(query);
    }

    Event stored() {
      return collector.events(site()).getLast();
    }
  }

  /**
   * One parameter on one route.
   *
   * @param rule required, empty, null, a value of its own, or - where the route has no such one
   * @param longest in code points
   * @param invalid a value that is refused, or -
   */
  record Case(
      Route route,
      String parameter,
      String rule,
      String longest,
      String invalid,
      String letters,
      String beyondAscii) {
    boolean taken() {
      return !rule.equals("-");
    }

    @Override
    public String toString() {
      return route + " " + parameter;
    }
  }

  static Stream<Case> cases() {
    List<List<String>> rows =
        CONTRACT.lines().map(line -> List.of(line.strip().split(" *\\| *", -1))).toList();
    List<String> heading = rows.getFirst();
    return rows.stream()
        .skip(1)
        .flatMap(row -> Arrays.stream(Route.values()).map(route -> of(route, heading, row)));
  }

  private static Case of(Route route, List<String> heading, List<String> row) {
    String rule = row.get(heading.indexOf(route.name().toLowerCase(Locale.ROOT)));
    return new Case(route, row.get(0), rule, row.get(5), row.get(6), row.get(7), row.get(8));
  }

  private static Stream<Case> taken() {
    return cases().filter(Case::taken);
  }

  @AfterAll
  static void close() {
    collector.close();
  }

  @ParameterizedTest
  @MethodSource("taken")
  void missesOrFillsInWhatIsNotSent(Case each) throws IOException {
    for (String pair : new @Nullable String[] {null, "", "=", "=+%20"}) {
      Answer answer = each.route.send(each.parameter, pair == null ? null : each.parameter + pair);
      if (each.rule.equals("required")) {
        isMissing(answer, each.parameter);
      } else {
        isStored(each.route, answer);
        assertThat(each.route.stored().get(each.parameter))
            .isEqualTo(
                switch (each.rule) {
                  case "null" -> null;
                  case "empty" -> "";
                  default -> each.rule;
                });
      }
    }
  }

  static Stream<Case> measured() {
    return taken().filter(each -> !each.longest.equals("-"));
  }

  @ParameterizedTest
  @MethodSource("measured")
  void cutsWhatIsTooLongAtACodePoint(Case each) throws IOException {
    String filling =
        each.beyondAscii.equals("kept") ? "🐋" : each.letters.equals("upper") ? "U" : "e";
    String longest = filling.repeat(Integer.parseInt(each.longest));
    for (String more : new String[] {"", filling}) {
      isStored(each.route, each.route.send(each.parameter, each.parameter + "=" + longest + more));
      assertThat(each.route.stored().get(each.parameter)).isEqualTo(longest);
      assertThat(each.route.stored().get("truncated"))
          .isEqualTo(more.isEmpty() ? null : each.parameter);
    }
  }

  static Stream<Case> checked() {
    return taken().filter(each -> !each.invalid.equals("-"));
  }

  @ParameterizedTest
  @MethodSource("checked")
  void refusesWhatIsInvalidByThePicture(Case each) throws IOException {
    isInvalid(each, each.invalid, "invalid");
  }

  @ParameterizedTest
  @MethodSource("taken")
  void takesTheLastOfARepeatedParameter(Case each) throws IOException {
    String first = each.parameter.equals("rad") ? "192.0.2.1" : "1";
    String last = each.parameter.equals("rad") ? "192.0.2.2" : "2";
    isStored(
        each.route,
        each.route.send(
            each.parameter, each.parameter + "=" + first + "&" + each.parameter + "=" + last));
    assertThat(each.route.stored().get(each.parameter)).isEqualTo(last);
  }

  @ParameterizedTest
  @MethodSource("taken")
  void changesTheCaseOfLettersByItsRule(Case each) throws IOException {
    String sent = each.parameter.equals("rad") ? "2001:DB8::aB" : "aB";
    String lower = sent.toLowerCase(Locale.ROOT);
    isStored(each.route, each.route.send(each.parameter, each.parameter + "=" + sent));
    assertThat(each.route.stored().get(each.parameter))
        .isEqualTo(
            switch (each.letters) {
              case "lower" -> lower;
              case "upper" -> "AB";
              default -> each.parameter.equals("rad") ? lower : sent;
            });
  }

  @ParameterizedTest
  @MethodSource("taken")
  void takesOrRefusesWhatIsBeyondAscii(Case each) throws IOException {
    if (each.beyondAscii.equals("invalid")) {
      isInvalid(each, encoded("貝é🐋"), "invalid");
      return;
    }
    for (String sent : new String[] {"貝é🐋", encoded("貝é🐋")}) {
      isStored(each.route, each.route.send(each.parameter, each.parameter + "=" + sent));
      assertThat(each.route.stored().get(each.parameter)).isEqualTo("貝é🐋");
    }
  }

  static Stream<Case> foreign() {
    return cases().filter(each -> !each.taken());
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void doesNotLookAtParametersOfOtherRoutes(Case each) throws IOException {
    isStored(each.route, each.route.send(each.parameter, each.route.least));
    Event without = each.route.stored();
    isStored(each.route, each.route.send("", each.route.least + "&" + each.parameter + "=6.6.6.6"));
    assertThat(row(each.route.stored())).isEqualTo(row(without));
  }

  @ParameterizedTest
  @EnumSource
  void storesJsonWithSortedKeysAndInAscii(Route route) throws IOException {
    Map<String, @Nullable String> stored = new LinkedHashMap<>();
    stored.put(
        "{\"b\": \"é🐋\", \"a\": [1, 2.50, true, null]}",
        "{\"a\":[1,2.50,true,null],\"b\":\"\\u00e9\\ud83d\\udc0b\"}");
    stored.put(" \"x\" ", "\"x\"");
    stored.put("7", "7");
    stored.put("null", "null");
    stored.put("[]", "[]");
    stored.put("", null);
    for (Map.Entry<String, @Nullable String> each : stored.entrySet()) {
      isStored(route, route.send("jsn", "jsn=" + encoded(each.getKey())));
      assertThat(route.stored().get("jsn")).as(each.getKey()).isEqualTo(each.getValue());
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoJson(Route route) throws IOException {
    isInvalid(new Case(route, "jsn", "null", "-", "-", "-", "-"), "%7B", "not_json");
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheBeginningOfJsonThatIsTooLong(Route route) throws IOException {
    int longest = route == Route.PIRATE ? 10_000 : 4_096;
    String fits = "\"" + "x".repeat(longest - 2) + "\"";
    isStored(route, route.send("jsn", "jsn=" + encoded(fits)));
    assertThat(route.stored().get("jsn")).isEqualTo(fits);
    assertThat(route.stored().get("truncated")).isNull();
    isStored(route, route.send("jsn", "jsn=" + encoded("[" + fits + "]")));
    assertThat((String) route.stored().get("jsn")).hasSize(longest).startsWith("\"[\\\"xxx");
    assertThat(route.stored().get("truncated")).isEqualTo("jsn");
  }

  @ParameterizedTest
  @EnumSource(names = "PIERCE", mode = EnumSource.Mode.EXCLUDE)
  void takesAddressAndAgentFromTheConnection(Route route) throws IOException {
    String agent = "Mozilla/5.0 (iPad; 貝)" + "x".repeat(600);
    isStored(route, route.sendWith(route.least, "User-Agent: " + bytes(agent)));
    assertThat(route.stored().get("rad")).isEqualTo("127.0.0.1");
    assertThat(route.stored().get("ua")).isEqualTo(agent.substring(0, 512));
    assertThat(route.stored().get("dev")).isEqualTo("tablet");
    assertThat(route.stored().get("truncated")).isEqualTo("ua");
    isStored(route, route.send(route.least));
    assertThat(route.stored().get("ua")).isEqualTo("");
    assertThat(route.stored().get("dev")).isEqualTo("");
    assertThat((String) route.stored().get("dt"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
  }

  @ParameterizedTest
  @EnumSource
  void missesParametersInTheOrderOfThePythonSystem(Route route) throws IOException {
    List<String> order =
        switch (route) {
          case SWALLOW -> List.of("sid", "evt", "oid", "url");
          case GAZE -> List.of("evt");
          case PIERCE -> List.of("rad", "evt", "oid", "url");
          case PIRATE -> List.of("sid");
        };
    String query = "jsn=%7B"; // what is missing comes before what is invalid
    for (String next : order) {
      isMissing(route.send(query), next);
      query += "&" + next + "=" + (next.equals("rad") ? "192.0.2.7" : "a");
    }
    assertThat(route.send(query).status()).isEqualTo(400);
    isPicture(route.send(query));
    isStored(route, route.send(query.substring(query.indexOf('&') + 1)));
  }

  @ParameterizedTest
  @EnumSource
  void acceptsOneSlashBehindTheSite(Route route) throws IOException {
    String[] request = {route.path + "/", route.path + "//"};
    List<Integer> answers = List.of(200, 404);
    for (int i = 0; i < request.length; i++) {
      String target = request[i] + "?" + route.least;
      Answer answer =
          route == Route.PIRATE
              ? RawHttp.post(collector.port(), target, "text/plain", new byte[0])
              : RawHttp.get(collector.port(), target);
      assertThat(answer.status()).as(target).isEqualTo(answers.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void knowsNoSiteOfAnotherRoute(Route route) throws IOException {
    String base = route.path.substring(0, route.path.lastIndexOf('/') + 1);
    for (String site :
        List.of("nobody", "demo", "OLD", route == Route.PIRATE ? "old" : "old-form")) {
      Answer answer =
          route == Route.PIRATE
              ? RawHttp.post(collector.port(), base + site, "text/plain", new byte[0])
              : RawHttp.get(collector.port(), base + site + "?" + route.least);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.utf8()).isEqualTo("site name not found:" + site);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesOtherMethodsAsThePythonSystemDid(Route route) throws IOException {
    String target = route.path + "?" + route.least;
    Answer common =
        route == Route.PIRATE
            ? RawHttp.get(collector.port(), target)
            : RawHttp.post(collector.port(), target, "text/plain", new byte[0]);
    assertThat(common.status()).isEqualTo(400);
    for (String method : List.of("PUT", "DELETE", "PATCH")) {
      Answer rare = RawHttp.once(collector.port(), RawHttp.head(method, target) + "\r\n");
      assertThat(rare.status()).isEqualTo(405);
      assertThat(rare.header("Allow"))
          .contains(route == Route.PIRATE ? "POST, OPTIONS" : "GET, OPTIONS");
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsPagesReadItsAnswers(Route route) throws IOException {
    for (String query : List.of(route.least, "", route.least + "&jsn=%7B")) {
      String origin = "Origin: https://a.example";
      Answer answer =
          route == Route.PIRATE
              ? RawHttp.post(
                  collector.port(), route.path + "?" + query, "text/plain", new byte[0], origin)
              : RawHttp.get(collector.port(), route.path + "?" + query, origin);
      assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    }
  }

  private static void isMissing(Answer answer, String parameter) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.utf8())
        .isEqualTo(
            "{\"title\": \"Missing parameter\", \"description\": \"The \\\""
                + parameter
                + "\\\" parameter is required.\"}");
  }

  private static void isInvalid(Case each, String value, String reason) throws IOException {
    int before = collector.stored();
    Answer answer = each.route.send(each.parameter, each.parameter + "=" + value);
    assertThat(answer.status()).isEqualTo(400);
    isPicture(answer);
    assertThat(collector.stored()).isEqualTo(before);
    assertThat(refusals(each.route, reason)).isPositive();
  }

  private static double refusals(Route route, String reason) {
    return collector
        .registry()
        .get("oceanus_collector_refused_events")
        .tag("site", route.site().name())
        .tag("reason", reason)
        .counter()
        .count();
  }

  private static void isStored(Route route, Answer answer) {
    assertThat(answer.status()).as(answer.utf8()).isEqualTo(200);
    switch (route) {
      case SWALLOW, GAZE -> isPicture(answer);
      case PIERCE -> assertThat(answer.utf8()).isEqualTo("ok");
      case PIRATE -> {
        assertThat(answer.header("Content-Type")).contains("text/plain; charset=UTF-8");
        assertThat(answer.header("Content-Length")).contains("0");
      }
    }
  }

  private static void isPicture(Answer answer) {
    assertThat(HexFormat.of().formatHex(answer.body()))
        .isEqualTo("4749463839610100010080ff00ffffff0000002c00000000010001000002024401003b");
    assertThat(answer.header("Content-Type")).contains("image/gif");
    assertThat(answer.header("Cache-Control")).contains("no-cache, no-store, must-revalidate");
    assertThat(answer.header("Expires")).contains("Mon, 01 Jan 1990 00:00:00 GMT");
    assertThat(answer.header("Pragma")).contains("no-cache");
  }

  /** A row but for its time. */
  private static Map<String, @Nullable Object> row(Event event) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    event.schema().fields().forEach(field -> row.put(field.name(), event.get(field.name())));
    row.remove("dt");
    return row;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** One char a byte, as a raw query is written. */
  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
