package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A04: a click leads to a host that the site lists, or by a signature; everything else is answered
 * 400 and leads nowhere. H12: and nothing that stands in a URL becomes a header.
 */
@Tag("slow")
class A04RedirectTest {
  private static final String GOOD = "https://shop.example/";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  /** Asks to be led to a URL that must be refused, as it is written and with all of it escaped. */
  private static void leadsNowhere(String url, String reason) throws IOException {
    StringBuilder all = new StringBuilder();
    for (byte b : url.getBytes(UTF_8)) {
      all.append("%%%02X".formatted(b & 0xff));
    }
    for (String written : new String[] {URLEncoder.encode(url, UTF_8), all.toString()}) {
      Answer answer = inputs.refused(get("/v1/click/shop?url=" + written), 400);
      assertThat(answer.header("Location")).isEmpty();
      assertThat(answer.utf8())
          .isEqualTo(
              "{\"stored\":0,\"refused\":[{\"index\":0,\"field\":\"url\",\"reason\":\"%s\"}]}"
                  .formatted(reason));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//" + MARKER + ".example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/" + MARKER,
        "evil.example",
        ".",
        "?",
        "#",
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "https:\\\\evil.example",
        "https://good@" + MARKER + ".example",
        "https://shop.example@evil.example/",
        "https://shop.example:443@evil.example/",
        "https://shop.example%40evil.example/",
        "https://evil.example\\@shop.example/",
        "https://shop.example\\.evil.example/",
        "https://evil.example#@shop.example\\",
        "https://shop.example\u0000.evil.example/",
        "https://shop.example%00.evil.example/",
        "https://shop.example%2eevil.example/",
        "https://shop.example/%00",
        "https://shop.example\t.evil.example/",
        " https://shop.example/",
        "\thttps://shop.example/",
        "\u00a0https://shop.example/",
        "\u200bhttps://shop.example/",
        "https\u0001://shop.example/",
        "javascript:alert(1)//" + MARKER,
        "javascript://shop.example/%0aalert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html," + MARKER,
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://shop.example/",
        "mailto:a@shop.example",
        "intent://shop.example#Intent;end",
        "https://sh\u043ep.example/",
        "https://sho\u0440.example/",
        "https://\uff53hop.example/",
        "https://shop\uff0eexample/",
        "https://shop\u3002example/",
        "https://sho\u00adp.example/",
        "https://shop.example\u2044@evil.example/",
        "https://[::1]/",
        "https://shop.example:0/",
        "https://shop.example:99999/",
        "https://shop.example./",
        "https://shop.example/v1/click/shop?url=https://" + MARKER + ".example/",
        "https://shop.example/v1/click/demo?url=https%3A%2F%2Fevil.example%2F",
        "https://shop.example/a/../v1/%63lick/shop/?url=x"
      })
  void leadsNowhereByAUrlThatMayMislead(String url) throws IOException {
    leadsNowhere(url, "invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://" + MARKER + ".example/",
        "http://evil.example/",
        "https://shop.example.evil.example/",
        "https://evilshop.example/",
        "https://www.shop.example/",
        "https://shop.example:8444/",
        "http://shop.example:443/",
        "https://xn--shp-tma.example/",
        "https://127.0.0.1/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data/",
        "https://evil.example/?url=https://shop.example/",
        "https://evil.example/#https://shop.example/",
        "https://evil.example/shop.example/",
        "https://evil.example?@shop.example/"
      })
  void leadsToNoHostThatTheSiteDoesNotListWithoutASignature(String url) throws IOException {
    leadsNowhere(url, "host");
  }

  @Test
  void leadsToAListedHostButNotForASiteThatTakesNoClicks() throws IOException {
    String target = "?url=" + URLEncoder.encode(GOOD, UTF_8);
    assertThat(RawHttp.get(inputs.collector().port(), "/v1/click/shop" + target).status())
        .isEqualTo(302);
    Answer answer = inputs.refused(get("/v1/click/demo" + target), 404);
    assertThat(answer.header("Location")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                   | missing   | url
          url=                                                 | missing   | url
          URL=https%3A%2F%2Fshop.example%2F                    | missing   | url
          url=https%3A%2F%2Fshop.example%2F&url=//evil.example | invalid   | url
          url=//evil.example&url=https%3A%2F%2Fshop.example%2F | invalid   | url
          url=https%3A%2F%2Fevil.example%2F&sig=               | signature | sig
          url=https%3A%2F%2Fevil.example%2F&sig=Ev1lM4rker     | signature | sig
          url=https%3A%2F%2Fevil.example%2F&sig=a&sig=b        | invalid   | sig
          url=https%3A%2F%2Fevil.example%2F&sig=a&exp=Ev1l     | signature | sig
          """)
  void saysWhatIsWrongAboutALink(String query, String reason, String field) throws IOException {
    Answer answer = inputs.refused(get("/v1/click/shop?" + query), 400);
    assertThat(answer.header("Location")).isEmpty();
    assertThat(answer.utf8()).contains("\"field\":\"" + field + "\",\"reason\":\"" + reason + "\"");
  }

  @Test
  void aTamperedOrExpiredLinkLeadsNowhere() throws IOException {
    String url = "https://elsewhere.example/";
    String query = "?url=" + URLEncoder.encode(url, UTF_8);
    String always = "&sig=" + TestSites.LINK_KEYS.sign("shop", url, null);
    String over = "&exp=1700000000&sig=" + TestSites.LINK_KEYS.sign("shop", url, "1700000000");
    inputs.stored(TestSites.SHOP, get("/v1/click/shop" + query + always));
    for (String tampered :
        new String[] {
          query + "x" + always,
          query.replace("https", "http") + always,
          query + always + "&exp=4102444800",
          query + over.replace("1700000000", "4102444800"),
          query + always.substring(0, always.length() - 1),
          query + "&sig=" + TestSites.LINK_KEYS.sign("demo", url, null)
        }) {
      Answer answer = inputs.refused(get("/v1/click/shop" + tampered), 400);
      assertThat(answer.utf8()).contains("\"reason\":\"signature\"");
      assertThat(answer.header("Location")).isEmpty();
    }
    assertThat(inputs.refused(get("/v1/click/shop" + query + over), 400).utf8())
        .contains("\"reason\":\"expired\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/%0d%0aX-Injected:%20" + MARKER,
        "https://shop.example/%0D%0A%0D%0A<html>",
        "https://shop.example/%0aX-Injected:1",
        "https://shop.example/?a=%250d%250aX-Injected:1",
        "https://shop.example/%E5%98%8A%E5%98%8DX-Injected:1",
        "https%3A%2F%2Fshop.example%2F%0D%0AX-Injected%3A1"
      })
  void aLineEndInATargetBecomesNoHeader(String escaped) throws IOException {
    byte[] request = get("/v1/click/shop?url=" + escaped).getBytes(ISO_8859_1);
    Answer answer = RawHttp.attempt(inputs.collector().port(), request);
    assertThat(answer.headers())
        .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("x-injected"));
    assertThat(answer.header("Location").orElse(""))
        .matches("[\\x21-\\x7e]*")
        .doesNotContain("%0d", "%0D", "%0a", "%0A");
    boolean lineEnd = !escaped.contains("%E5");
    assertThat(answer.status()).isEqualTo(lineEnd ? 400 : 302);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\nX-Injected: 1",
        "\nX-Injected: 1",
        "\rX-Injected: 1",
        "\r\n\r\nGET /lb HTTP/1.1"
      })
  void aRawLineEndNeverReachesALocation(String end) throws IOException {
    byte[] request =
        get("/v1/click/shop?url=" + URLEncoder.encode(GOOD, UTF_8) + end).getBytes(ISO_8859_1);
    Answer answer = RawHttp.attempt(inputs.collector().port(), request);
    assertThat(answer.headers()).noneMatch(header -> header.startsWith("X-Injected"));
    assertThat(answer.header("Location").orElse(GOOD)).isEqualTo(GOOD);
  }

  @Test
  void theHostHeaderLeadsNowhere() throws IOException {
    String request =
        "GET /v1/click/shop?url=%2Fpath HTTP/1.1\r\nHost: " + MARKER + ".example\r\n\r\n";
    assertThat(inputs.refused(request, 400).header("Location")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://" + MARKER + ".example/",
        "//evil.example",
        "https://good@evil.example/",
        "javascript:alert(1)"
      })
  void aFormLeadsToNoHostThatTheSiteDoesNotList(String next) throws IOException {
    String type = "application/x-www-form-urlencoded";
    String body = "mail=a&_next=" + URLEncoder.encode(next, UTF_8);
    Answer answer = RawHttp.once(inputs.collector().port(), post("/v1/form/shop", type, body));
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Location")).isEmpty();
  }
}
