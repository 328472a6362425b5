package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Values;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextPageTest {
  @ParameterizedTest
  @CsvSource({
    "https://shop.example/thanks, https://shop.example/thanks",
    "http://shop.example/, http://shop.example/",
    "https://SHOP.example/a?b=c#d, https://SHOP.example/a?b=c#d",
    "https://shop.example:8443/, https://shop.example:8443/",
    "https://shop.example/日, https://shop.example/%E6%97%A5"
  })
  void leadsToAListedHost(String wanted, String location) {
    assertThat(next(wanted)).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/thanks",
        "thanks",
        "//evil.example",
        "https://evil.example/",
        "https:evil.example",
        "https://shop.example.evil/",
        "https://shop.example@evil.example/",
        "https://user@shop.example/",
        "https://:@shop.example/",
        "https://shop.example:444/",
        "https://evil.example/https://shop.example/",
        "\\\\evil.example",
        "https:\\\\shop.example",
        "https://evil.example\\@shop.example/",
        "javascript:alert(1)//shop.example",
        "data:text/html,shop.example",
        "ftp://shop.example/",
        "HTTPS://shop.example/",
        "https://shop.example%00.evil/",
        "https://shop.example/\r\nSet-Cookie: a=b",
        "https://shop.example /",
        " https://shop.example/",
        "https://ѕhop.example/",
        "https://sub.shop.example/",
        "https://shop.example./",
        "https://[::1]/"
      })
  void leadsNowhereElse(String wanted) {
    assertThat(next(wanted)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"https://evil.example/, https://shop.example/", "https://shop.example/,"})
  void goesByTheLastOfSeveral(String first, @Nullable String location) {
    assertThat(next(first, location == null ? "https://evil.example/" : location))
        .isEqualTo(location);
  }

  private static @Nullable String next(String... wanted) {
    Values fields = Values.none();
    for (String each : wanted) {
      fields.add("_next", Kind.TEXT, each);
    }
    return NextPage.of(TestSites.SHOP, fields).orElse(null);
  }
}
