package dev.oceanus.collector.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.collector.click.Links.Verdict;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final LinkKeys KEYS = LinkKeys.of("a".repeat(32) + "\n" + "b".repeat(32));
  private static final SiteCatalogue SITES =
      SiteCatalogueReader.read(
          "sites:\n  shop: {click: {hosts: [shop.example, 'shop.example:8443']}}\n  none:\n",
          "sites.yaml");
  private static final Site SHOP = SITES.site("shop").orElseThrow();
  private static final Site NONE = SITES.site("none").orElseThrow();
  private static final String ELSEWHERE = "https://elsewhere.example/";

  private final Links links = new Links(KEYS, "/v1/click");

  private Verdict judge(Site site, String query) {
    return links.judge(site, UrlEncoded.read(query, 100).orElseThrow(), NOW);
  }

  private static String url(String url) {
    return "url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
  }

  private static void denied(Verdict verdict, Reason reason, String field) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Denied.class,
            denied -> {
              assertThat(denied.reason()).isEqualTo(reason);
              assertThat(denied.field()).isEqualTo(field);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/a",
        "http://shop.example/",
        "https://SHOP.example:8443/",
        "https://shop.example:443/",
        "https://shop.example/?url=https://evil.example/",
        "https://shop.example/v1/click",
        "https://shop.example/v1/click/shoes",
        "https://shop.example/v1/click/shoes/red?url=x"
      })
  void followsALinkToAHostThatTheSiteLists(String url) {
    assertThat(judge(SHOP, url(url))).isInstanceOf(Verdict.Allowed.class);
    denied(judge(NONE, url(url)), Reason.HOST, "url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "https://shop.example:8444/",
        "https://www.shop.example/",
        "https://shop.example.evil.example/",
        "https://evilshop.example/",
        "https://xn--shp-tma.example/"
      })
  void deniesAnyOtherHostUnlessTheLinkIsSigned(String url) {
    denied(judge(SHOP, url(url)), Reason.HOST, "url");
    String signature = KEYS.sign("shop", url, null);
    assertThat(judge(SHOP, url(url) + "&sig=" + signature)).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void ordersOfParametersDoNotMatterAndOthersMayFollow() {
    String signature = KEYS.sign("none", ELSEWHERE, "1800000001");
    assertThat(
            judge(NONE, "evt=e&sig=" + signature + "&exp=1800000001&" + url(ELSEWHERE) + "&uid=7"))
        .isEqualTo(new Verdict.Allowed(ELSEWHERE));
  }

  @Test
  void deniesALinkThatWasSignedForSomethingElse() {
    String signature = KEYS.sign("none", ELSEWHERE, "1800000001");
    String signed = "&exp=1800000001&sig=" + signature;
    denied(judge(SHOP, url(ELSEWHERE) + signed), Reason.SIGNATURE, "sig");
    denied(judge(NONE, url(ELSEWHERE + "x") + signed), Reason.SIGNATURE, "sig");
    denied(judge(NONE, url("http://elsewhere.example/") + signed), Reason.SIGNATURE, "sig");
    denied(judge(NONE, url(ELSEWHERE) + "&sig=" + signature), Reason.SIGNATURE, "sig");
    denied(
        judge(NONE, url(ELSEWHERE) + "&exp=1800000002&sig=" + signature), Reason.SIGNATURE, "sig");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "!", "%00", "undefined"})
  void deniesWhatIsNoSignature(String signature) {
    denied(judge(NONE, url(ELSEWHERE) + "&sig=" + signature), Reason.SIGNATURE, "sig");
  }

  @Test
  void deniesASignatureThatIsShortenedLengthenedOrChanged() {
    String signature = KEYS.sign("none", ELSEWHERE, null);
    assertThat(signature).matches("[A-Za-z0-9_-]{43}");
    char other = signature.charAt(0) == 'A' ? 'B' : 'A';
    for (String wrong :
        new String[] {
          signature.substring(0, 42),
          signature.substring(0, 22),
          signature + "AA",
          other + signature.substring(1)
        }) {
      denied(judge(NONE, url(ELSEWHERE) + "&sig=" + wrong), Reason.SIGNATURE, "sig");
    }
  }

  @ParameterizedTest
  @CsvSource({"1800000000", "1799999999", "1"})
  void deniesALinkWhoseTimeIsOver(String expires) {
    String signature = KEYS.sign("none", ELSEWHERE, expires);
    denied(
        judge(NONE, url(ELSEWHERE) + "&exp=" + expires + "&sig=" + signature),
        Reason.EXPIRED,
        "exp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1e12", "9999999999999", " 1800000001", "18.0"})
  void deniesATimeThatIsNone(String expires) {
    String signature = KEYS.sign("none", ELSEWHERE, expires);
    String query = url(ELSEWHERE) + "&exp=" + expires.replace(" ", "%20") + "&sig=" + signature;
    denied(judge(NONE, query), Reason.SIGNATURE, "sig");
  }

  @Test
  void asksNoSignatureOfAHostThatTheSiteLists() {
    assertThat(judge(SHOP, url("https://shop.example/") + "&exp=1&sig=old"))
        .isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void deniesEverythingSignedWhereThereIsNoKey() {
    Links without = new Links(LinkKeys.NONE, "/v1/click");
    String query = url(ELSEWHERE) + "&sig=" + KEYS.sign("none", ELSEWHERE, null);
    denied(
        without.judge(NONE, UrlEncoded.read(query, 9).orElseThrow(), NOW), Reason.SIGNATURE, "sig");
  }

  @ParameterizedTest
  @CsvSource({
    "'', missing, url",
    "url=, missing, url",
    "url=%20, missing, url",
    "url=https%3A%2F%2Fshop.example%2F&url=https%3A%2F%2Fevil.example%2F, invalid, url",
    "url=https%3A%2F%2Fshop.example%2F&sig=a&sig=b, invalid, sig",
    "url=https%3A%2F%2Fshop.example%2F&exp=1&exp=2, invalid, exp",
    "url=//evil.example, invalid, url"
  })
  void deniesWhatIsMissingRepeatedOrNoUrl(String query, String reason, String field) {
    denied(judge(SHOP, query), Reason.valueOf(reason.toUpperCase(Locale.ROOT)), field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/v1/click/shop?url=https://shop.example/",
        "https://shop.example/v1/click/shop/?a=b&url=x",
        "https://shop.example/v1/%63lick/shop?url=x",
        "https://shop.example/x/../v1/click/none?%75rl=x#y"
      })
  void leadsToNoRedirectOfOurs(String url) {
    denied(judge(SHOP, url(url)), Reason.INVALID, "url");
    denied(judge(SHOP, url(url) + "&sig=" + KEYS.sign("shop", url, null)), Reason.INVALID, "url");
  }

  @Test
  void knowsOneKeyAfterAnotherAndPrintsNone() {
    LinkKeys old = LinkKeys.of("b".repeat(32));
    assertThat(KEYS.signed("none", "u", null, old.sign("none", "u", null))).isTrue();
    assertThat(old.signed("none", "u", null, KEYS.sign("none", "u", null))).isFalse();
    assertThat(KEYS.toString()).isEqualTo("LinkKeys[2]");
  }

  @Test
  void signsByHmacSha256SoThatAnyToolCan() {
    // printf 'oceanus-click-1\nshop\n1800000001\nhttps://a.example/' | openssl dgst -sha256 -hmac
    // aaa...
    assertThat(KEYS.sign("shop", "https://a.example/", "1800000001"))
        .isEqualTo("wdvnQ9r9AHfK-rWhsyCQrXvIlV4Km7kWOzZKIFBwzZI");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \n", "short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nshort"})
  void takesNoKeyThatIsTooShort(String file) {
    assertThatThrownBy(() -> LinkKeys.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 32")
        .hasMessageNotContaining("short");
  }
}
