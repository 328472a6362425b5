package dev.oceanus.local.doctor.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/?a=|",
        "https://shop.example/?a={\"b\":1}",
        "https://shop.example/?a=100%",
        "https://shop.example/?a=%zz",
        "https://shop.example/a b",
        "https://shop.example/%E6%97%A5?q=日本",
        "https://shop.example:8443/?a=[1]",
        "http://[::1]:8080/"
      })
  void readsAddressesAsBrowsersWriteThem(String text) {
    assertThat(Urls.web(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data:,",
        "about:blank",
        "chrome-extension://x/y.js",
        "ftp://a/",
        "shop.example",
        "//a/b",
        "https:///x"
      })
  void readsNothingElse(String text) {
    assertThat(Urls.web(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://Shop.example/x?y#z,  https://shop.example",
    "https://shop.example:443/,   https://shop.example",
    "http://shop.example:80/,     http://shop.example",
    "https://shop.example:80/,    https://shop.example:80",
    "http://[::1]:8080/,          http://[::1]:8080"
  })
  void writesOriginsAsBrowsersSendThem(String url, String origin) {
    assertThat(Urls.origin(URI.create(url))).isEqualTo(origin);
  }

  @Test
  void leavesFragmentsOutWhenItCompares() {
    URI url = URI.create("https://shop.example/a?b=1");

    assertThat(Urls.same(url, "https://shop.example/a?b=1#c")).isTrue();
    assertThat(Urls.same(url, "https://shop.example/a?b=2")).isFalse();
    assertThat(Urls.same(url, "about:blank")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "net::ERR_BLOCKED_BY_CLIENT,        BLOCKED_BY_CLIENT",
    "net::ERR_BLOCKED_BY_CLIENT.Inspector, BLOCKED_BY_CLIENT",
    "net::ERR_BLOCKED_BY_CSP,           POLICY",
    "net::ERR_NAME_NOT_RESOLVED,        NAME",
    "net::ERR_CERT_AUTHORITY_INVALID,   TLS",
    "net::ERR_SSL_PROTOCOL_ERROR,       TLS",
    "net::ERR_CONNECTION_REFUSED,       CONNECTION",
    "net::ERR_CONNECTION_TIMED_OUT,     CONNECTION",
    "net::ERR_TIMED_OUT,                CONNECTION",
    "net::ERR_INTERNET_DISCONNECTED,    OFFLINE",
    "net::ERR_BLOCKED_BY_ORB,           CONTENT",
    "net::ERR_ABORTED,                  ABORTED",
    "NS_ERROR_UNKNOWN_HOST,             NAME",
    "NS_ERROR_CONNECTION_REFUSED,       CONNECTION",
    "net::ERR_FAILED,                   UNKNOWN"
  })
  void knowsWhatBrowsersMean(String said, Cause cause) {
    assertThat(Cause.of(said)).isEqualTo(cause);
  }
}
