package dev.oceanus.collector.click;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.click.Destination.Unsure;
import dev.oceanus.collector.click.Destination.Web;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      textBlock =
          """
          https://shop.example -> https://shop.example/
          HTTPS://Shop.EXAMPLE/A -> https://shop.example/A
          http://shop.example:80/ -> http://shop.example/
          https://shop.example:443/ -> https://shop.example/
          https://shop.example:8443/ -> https://shop.example:8443/
          http://shop.example:443/ -> http://shop.example:443/
          https://shop.example?q=1 -> https://shop.example/?q=1
          https://shop.example#top -> https://shop.example/#top
          https://shop.example/a/./b/../c/.. -> https://shop.example/a/
          https://shop.example/%2e%2E/%2e/x -> https://shop.example/x
          https://shop.example/../../x -> https://shop.example/x
          https://shop.example//a// -> https://shop.example//a//
          https://shop.example/日?本=語#先 -> https://shop.example/%E6%97%A5?%E6%9C%AC=%E8%AA%9E#%E5%85%88
          https://shop.example/%zz%4 -> https://shop.example/%25zz%254
          https://shop.example/?a=%E6%97%A5%2f -> https://shop.example/?a=%E6%97%A5%2f
          https://shop.example/?a[]=<b>|"^`{} -> https://shop.example/?a%5B%5D=%3Cb%3E%7C%22%5E%60%7B%7D
          https://shop.example/#a#b -> https://shop.example/#a%23b
          https://shop.example/@evil.example -> https://shop.example/@evil.example
          https://shop.example/?u=https://e.x/ -> https://shop.example/?u=https://e.x/
          https://xn--wgv71a.example/ -> https://xn--wgv71a.example/
          https://127.0.0.1:9/ -> https://127.0.0.1:9/
          """)
  void normalisesAPageOfTheWeb(String url, String normalised) {
    assertThat(Destination.of(url))
        .isInstanceOfSatisfying(Web.class, web -> assertThat(web.url()).isEqualTo(normalised));
    assertThat(Destination.of(normalised))
        .as("normalised again")
        .isInstanceOfSatisfying(Web.class, web -> assertThat(web.url()).isEqualTo(normalised));
  }

  @Test
  void tellsHostAndPathFromTheRest() {
    assertThat(Destination.of("https://Shop.example:8443/a b/?c#d"))
        .isEqualTo(new Web("https://shop.example:8443/a%20b/?c#d", "shop.example:8443", "/a%20b/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "shop.example",
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "https://",
        "https:// shop.example/",
        " https://shop.example/",
        "https\u200b://shop.example/",
        "https://shop.example\\@evil.example/",
        "https://shop.example\\.evil.example/",
        "https://good@evil.example/",
        "https://good:pass@evil.example/",
        "https://shop.example%40evil.example/",
        "https://shop.example%2f@evil.example/",
        "https://shop.example%00.evil.example/",
        "https://shop.example\u0000.evil.example/",
        "https://shop.example/\r\nSet-Cookie: a=b",
        "https://shop.example/\n",
        "https://shop.example/\t",
        "https://shop.example/\u0085",
        "https://shop.example/%0d%0aSet-Cookie:%20a=b",
        "https://shop.example/?a=%00",
        "https://shop.example/%7f",
        "https://shop.example/\ufffd",
        "https://shop.example:0/",
        "https://shop.example:65536/",
        "https://shop.example:/",
        "https://shop.example:+1/",
        "https://shop.example:8443:1/",
        "https://shop.example./",
        "https://.shop.example/",
        "https://shop..example/",
        "https://-shop.example/",
        "https://sh\u043ep.example/",
        "https://\uff53hop.example/",
        "https://shop\u3002example/",
        "https://日本.example/",
        "https://[::1]/",
        "https://[::ffff:1.2.3.4]/",
        "javascript:alert(1)",
        "JavaScript://shop.example/%0aalert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://shop.example/",
        "file:///etc/passwd",
        "blob:https://shop.example/1",
        "view-source:https://shop.example/",
        "ws://shop.example/"
      })
  void isNotSureOfWhatBrowsersMendOrRun(String url) {
    assertThat(Destination.of(url)).isInstanceOf(Unsure.class);
  }

  @Test
  void takesNoUrlThatIsTooLong() {
    String url = "https://shop.example/" + "x".repeat(Destination.LONGEST - 21);
    assertThat(Destination.of(url)).isInstanceOf(Web.class);
    assertThat(Destination.of(url + "x")).isInstanceOf(Unsure.class);
    assertThat(Destination.of("https://" + "a.".repeat(127) + "example/"))
        .isInstanceOf(Unsure.class);
  }

  @Test
  void repeatsNothingOfWhatWasSent() {
    assertThat(((Unsure) Destination.of("evil:marker")).why()).doesNotContain("marker");
  }
}
