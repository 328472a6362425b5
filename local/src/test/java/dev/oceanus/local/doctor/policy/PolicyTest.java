package dev.oceanus.local.doctor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.local.doctor.policy.Policy.Fetch;
import dev.oceanus.local.doctor.policy.Policy.Kind;
import dev.oceanus.local.doctor.policy.Policy.Verdict;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  private static final URI PAGE = URI.create("https://shop.example/cart");
  private static final String COLLECTOR = "https://collect.example/v1/events/demo";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "connect-src *                                     | ALLOWED",
        "connect-src https:                                | ALLOWED",
        "connect-src HTTPS:                                | ALLOWED",
        "connect-src http:                                 | ALLOWED",
        "connect-src wss:                                  | ALLOWED",
        "connect-src data:                                 | BLOCKED",
        "connect-src collect.example                       | ALLOWED",
        "connect-src Collect.Example                       | ALLOWED",
        "connect-src https://collect.example               | ALLOWED",
        "connect-src http://collect.example                | ALLOWED",
        "connect-src http://collect.example:80             | ALLOWED",
        "connect-src https://collect.example:443           | ALLOWED",
        "connect-src https://collect.example:*             | ALLOWED",
        "connect-src https://collect.example:8443          | BLOCKED",
        "connect-src https://*.example                     | ALLOWED",
        "connect-src *.collect.example                     | BLOCKED",
        "connect-src https://*:443                         | ALLOWED",
        "connect-src https://other.example                 | BLOCKED",
        "connect-src https://collect.example/              | ALLOWED",
        "connect-src https://collect.example/v1/           | ALLOWED",
        "connect-src https://collect.example/v1            | BLOCKED",
        "connect-src https://collect.example/v1/events/demo| ALLOWED",
        "connect-src 'self'                                | BLOCKED",
        "connect-src 'none'                                | BLOCKED",
        "connect-src                                       | BLOCKED",
        "connect-src 'self' https://collect.example        | ALLOWED",
        "default-src 'self'                                | BLOCKED",
        "default-src https://collect.example               | ALLOWED",
        "default-src 'none'; connect-src *                 | ALLOWED",
        "default-src *; connect-src 'none'                 | BLOCKED",
        "connect-src 'none'; connect-src *                 | BLOCKED",
        "img-src 'none'; script-src 'none'                 | ALLOWED",
        "upgrade-insecure-requests                         | ALLOWED",
        "''                                                | ALLOWED"
      })
  void judgesWhereEventsMayGo(String policy, Verdict verdict) {
    String text = policy.equals("''") ? "" : policy;

    assertThat(Policy.of(text).verdict(events(PAGE, COLLECTOR))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/cart, https://shop.example/x,      ALLOWED",
    "http://shop.example/cart,  https://shop.example/x,      ALLOWED",
    "https://shop.example/cart, http://shop.example/x,       BLOCKED",
    "https://shop.example/cart, https://shop.example:444/x,  BLOCKED",
    "http://127.0.0.1:80/,      http://127.0.0.1:8080/x,     BLOCKED",
    "http://127.0.0.1:8080/,    http://127.0.0.1:8080/x,     ALLOWED",
    "https://shop.example/cart, https://www.shop.example/x,  BLOCKED"
  })
  void takesSelfForTheSameOriginOrASaferOne(String page, String url, Verdict verdict) {
    assertThat(Policy.of("connect-src 'self'").verdict(events(URI.create(page), url)))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "script-src 'nonce-abc'                                     | abc | ALLOWED",
        "script-src 'NONCE-abc'                                     | abc | ALLOWED",
        "script-src 'nonce-abc'                                     | ABC | DEPENDS",
        "script-src 'nonce-abc'                                     | ''  | DEPENDS",
        "script-src 'nonce-abc' 'strict-dynamic' https:             | ''  | DEPENDS",
        "script-src 'sha256-AAAA'                                   | ''  | DEPENDS",
        "script-src 'nonce-abc' https://collect.example             | ''  | ALLOWED",
        "script-src 'self'                                          | abc | BLOCKED",
        "script-src 'self'; script-src-elem https://collect.example | ''  | ALLOWED",
        "script-src https:; script-src-elem 'self'                  | ''  | BLOCKED",
        "default-src 'self'                                         | ''  | BLOCKED",
        "connect-src 'none'                                         | ''  | ALLOWED"
      })
  void judgesWhetherTheScriptMayRun(String policy, String nonce, Verdict verdict) {
    String bare = nonce.equals("''") ? "" : nonce;
    Fetch fetch =
        new Fetch(Kind.SCRIPT, PAGE, URI.create("https://collect.example/oceanus.js"), bare);

    assertThat(Policy.of(policy).verdict(fetch)).isEqualTo(verdict);
  }

  @Test
  void hasNoFallbackForForms() {
    Fetch form = new Fetch(Kind.FORM, PAGE, URI.create(COLLECTOR), "");

    assertThat(Policy.of("default-src 'none'").verdict(form)).isEqualTo(Verdict.ALLOWED);
    assertThat(Policy.of("form-action 'self'").verdict(form)).isEqualTo(Verdict.BLOCKED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "connect-src 'self' https://a.example   | connect-src 'self' https://a.example https://collect.example",
        "connect-src 'none'                     | connect-src https://collect.example",
        "default-src 'self'; script-src 'none'  | connect-src 'self' https://collect.example",
        "default-src 'none'                     | connect-src https://collect.example"
      })
  void writesTheDirectiveThatAllowsIt(String policy, String mended) {
    assertThat(Policy.of(policy).mended(Kind.CONNECT, "https://collect.example")).isEqualTo(mended);
    assertThat(Policy.of(mended).verdict(events(PAGE, COLLECTOR))).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void mendsTheDirectiveThatDecides() {
    assertThat(
            Policy.of("script-src *; script-src-elem 'self'")
                .mended(Kind.SCRIPT, "https://collect.example"))
        .isEqualTo("script-src-elem 'self' https://collect.example");
  }

  private static Fetch events(URI page, String url) {
    return new Fetch(Kind.CONNECT, page, URI.create(url), "");
  }
}
