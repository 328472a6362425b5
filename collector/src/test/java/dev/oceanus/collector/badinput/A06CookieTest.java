package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.SharedSalts;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A06: a cookie that is not one of ours is replaced by a new random id. */
class A06CookieTest {
  private static final SiteCatalogue SITES =
      SiteCatalogueReader.read(
          """
          sites:
            known:
              origins: ["https://shop.example"]
              privacy: {cookie: {}}
            embedded:
              origins: ["https://shop.example"]
              privacy: {cookie: {name: __Host-v, same_site: none, max_age: 30d}}
            plain:
          """,
          "sites.yaml");
  private static final TestCollector collector =
      TestCollector.of(SITES, Clock.systemUTC(), new SharedSalts());
  private static final String UUID =
      "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-" + "[0-9a-f]{12}";
  private static final Pattern SET =
      Pattern.compile(
          "_oc=(" + UUID + "); Max-Age=34128000; Path=/; Secure; HttpOnly; SameSite=Lax");
  private static final String OURS = "6f1c3a52-1b7e-4c9a-8f00-0123456789ab";

  @AfterAll
  static void close() {
    collector.close();
  }

  /** What a page of the site sends. */
  private static Answer pixel(String site, String query, String... headers) throws IOException {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Sec-Fetch-Site: same-site";
    return sent(site, query, all);
  }

  private static Answer sent(String site, String query, String... headers) throws IOException {
    Answer answer = RawHttp.get(collector.port(), "/v1/pixel/" + site + "?evt=e" + query, headers);
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  private static @Nullable Object visitor(String site) {
    Site found = SITES.site(site).orElseThrow();
    return collector.events(found).getLast().get("visitor_id");
  }

  /** The id of the cookie that an answer sets. */
  private static String set(Answer answer) {
    List<String> headers =
        answer.headers().stream().filter(each -> each.startsWith("Set-Cookie:")).toList();
    assertThat(headers).hasSize(1);
    Matcher matcher = SET.matcher(headers.getFirst().substring("Set-Cookie: ".length()));
    assertThat(matcher.matches()).as(headers.getFirst()).isTrue();
    return matcher.group(1);
  }

  @Test
  void givesABrowserThatIsNewAnIdAndItsEventToo() throws IOException {
    String first = set(pixel("known", ""));
    assertThat(visitor("known")).isEqualTo(first);
    assertThat(set(pixel("known", ""))).isNotEqualTo(first);
  }

  @Test
  void knowsABrowserAgainAndLeavesItsCookieAlone() throws IOException {
    Answer answer = pixel("known", "", "Cookie: a=1; _oc=" + OURS + "; b=2");
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(visitor("known")).isEqualTo(OURS);
  }

  static Stream<String> cookiesThatAreNotOurs() {
    return Stream.of(
        "_oc=",
        "_oc=forged",
        "_oc=" + OURS.toUpperCase(Locale.ROOT),
        "_oc=" + OURS + "0",
        "_oc=\"" + OURS + "\"",
        "_oc=" + OURS + ",x",
        "_oc=" + OURS.replace('-', '_'),
        "_oc=01940000-0000-7000-8000-000000000001",
        "_oc=6f1c3a52-1b7e-1c9a-8f00-0123456789ab",
        "_oc=00000000-0000-0000-0000-000000000000",
        "_oc=6f1c3a52-1b7e-4c9a-cf00-0123456789ab",
        "_oc=" + "a".repeat(4_096),
        "_oc=" + OURS + "; _oc=" + OURS,
        "_oc=" + OURS + "; _oc=7f1c3a52-1b7e-4c9a-8f00-0123456789ab",
        "_oc=%0d%0aSet-Cookie: x=y",
        "_oc=<script>alert(1)</script>",
        "_OC=" + OURS,
        "x_oc=" + OURS,
        "; ; =; _oc",
        "_oc=\u00e6\u0097\u00a5");
  }

  @ParameterizedTest
  @MethodSource("cookiesThatAreNotOurs")
  void replacesACookieThatIsNotOurs(String cookie) throws IOException {
    Answer answer = pixel("known", "", "Cookie: " + cookie);
    String fresh = set(answer);
    assertThat(fresh).isNotEqualTo(OURS);
    assertThat(visitor("known")).isEqualTo(fresh);
  }

  @Test
  void replacesACookieThatCameInTwoHeaders() throws IOException {
    assertThat(set(pixel("known", "", "Cookie: _oc=" + OURS, "Cookie: _oc=" + OURS)))
        .isNotEqualTo(OURS);
  }

  @Test
  void letsThePageSayWhoTheVisitorIs() throws IOException {
    set(pixel("known", "&vid=v-1"));
    assertThat(visitor("known")).isEqualTo("v-1");
  }

  @Test
  void setsItForEventsOfTheSitesOriginsWithCredentials() throws IOException {
    Answer answer =
        RawHttp.post(
            collector.port(),
            "/v1/events/known",
            "text/plain",
            "[{\"evt\":\"a\"},{\"evt\":\"b\"}]".getBytes(UTF_8),
            "Origin: https://shop.example");
    assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("https://shop.example");
    String id = set(answer);
    assertThat(collector.events(SITES.site("known").orElseThrow()).reversed().subList(0, 2))
        .extracting(event -> event.get("visitor_id"))
        .containsOnly(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://shop.example",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: same-origin",
        "Referer: https://shop.example",
        "Referer: https://shop.example/a?b#c",
        "Referer: https://shop.example?b"
      })
  void setsItWhereABrowserSaysThatAPageOfTheSiteSends(String header) throws IOException {
    String fresh = set(sent("known", "", header));
    assertThat(visitor("known")).isEqualTo(fresh);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: 1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: none",
        "Sec-Fetch-Site: same-site, same-origin",
        "Sec-Fetch-Site: cross-site\r\nReferer: https://evil.example/",
        "Referer: https://evil.example/",
        "Referer: https://shop.example.evil.example/",
        "Referer: https://shop.example@evil.example/",
        "Referer: https://shop.example:8443/",
        "Referer: http://shop.example/",
        "Referer: //shop.example/",
        "Referer: shop.example",
        "Referer: x",
        "Referer: ",
        "Referer: https://evil.example/https://shop.example/",
        "Referer: about:client"
      })
  void neitherSetsNorUsesItForPagesOfOthers(String header) throws IOException {
    for (String cookie : List.of("X-Other: 1", "Cookie: _oc=" + OURS)) {
      Answer answer = sent("known", "", header, cookie);
      assertThat(answer.header("Set-Cookie")).as(cookie).isEmpty();
      assertThat(visitor("known")).as(cookie).isNull();
    }
  }

  @Test
  void setsNoneWithAnAnswerThatTookNothing() throws IOException {
    for (String[] request :
        new String[][] {
          {"/v1/pixel/known?evt=e", "Origin: https://evil.example"},
          {"/v1/pixel/known", "Origin: https://shop.example"},
          {"/v1/pixel/plain?evt=e", "Cookie: _oc=" + OURS}
        }) {
      Answer answer = RawHttp.get(collector.port(), request[0], request[1]);
      assertThat(answer.header("Set-Cookie")).as(request[0] + " " + request[1]).isEmpty();
    }
    Answer form =
        RawHttp.post(
            collector.port(),
            "/v1/form/known",
            "application/x-www-form-urlencoded",
            "a=b".getBytes(UTF_8));
    assertThat(form.status()).isEqualTo(204);
    assertThat(form.header("Set-Cookie")).isEmpty();
  }

  @Test
  void setsItAsTheSiteSaysAndNeverForADomain() throws IOException {
    Answer answer =
        RawHttp.once(
            collector.port(),
            """
            GET /v1/pixel/embedded?evt=e HTTP/1.1\r
            Host: evil.example\r
            X-Forwarded-Host: evil.example\r
            Sec-Fetch-Site: cross-site\r
            Referer: https://shop.example/\r
            \r
            """);
    assertThat(answer.header("Set-Cookie").orElse(""))
        .matches("__Host-v=" + UUID + "; Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=None");
    assertThat(pixel("embedded", "", "Cookie: __Host-v=" + OURS).header("Set-Cookie")).isEmpty();
  }
}
