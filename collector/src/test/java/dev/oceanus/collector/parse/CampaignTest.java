package dev.oceanus.collector.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignTest {
  @Test
  void readsAllParametersOfACampaign() {
    Campaign campaign =
        Campaign.of(
            "https://a.example/p?x=1&utm_source=s&utm_medium=m&utm_campaign=c&utm_term=t"
                + "&utm_content=o&utm_id=9&gclid=Cj0#utm_source=hash");
    assertThat(campaign.source()).isEqualTo("s");
    assertThat(campaign.medium()).isEqualTo("m");
    assertThat(campaign.name()).isEqualTo("c");
    assertThat(campaign.term()).isEqualTo("t");
    assertThat(campaign.content()).isEqualTo("o");
    assertThat(campaign.click()).isEqualTo("gclid=Cj0");
  }

  @ParameterizedTest
  @CsvSource({
    "?utm_source=a+b, a b",
    "?utm_source=a%20b, a b",
    "?utm_source=%E6%97%A5, 日",
    "?utm_source=日本, 日本",
    "?utm_source=%, %",
    "?utm_source=a=b, a=b",
    "?utm_source=a&utm_source=b, a",
    "?utm_source=&utm_source=b, b",
    "?&&utm_source=b, b",
    "?a?utm_source=b,",
    "?UTM_SOURCE=b,",
    "?utm_source,",
    "?utm_source=,",
    "#?utm_source=b,",
    "utm_source=b,"
  })
  void readsTheQueryOfAUrl(String url, @Nullable String source) {
    assertThat(Campaign.of(url).source()).isEqualTo(source);
    assertThat(Campaign.of("https://a.example/" + url).source()).isEqualTo(source);
  }

  @Test
  void knowsTheClickIdsOfAdvertisers() {
    Set<String> known = Campaign.CLICK_IDS;
    assertThat(known).contains("gclid", "gbraid", "wbraid", "fbclid", "msclkid", "yclid", "ttclid");
    for (String name : known) {
      assertThat(Campaign.of("?x=1&" + name + "=a%2Fb").click()).isEqualTo(name + "=a/b");
    }
    assertThat(Campaign.of("?yclid=1&gclid=2").click()).isEqualTo("yclid=1");
    assertThat(Campaign.of("?someclid=1").click()).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "?", "#", "https://a.example/", "about:blank", "?#"})
  void findsNothingWhereThereIsNone(@Nullable String url) {
    assertThat(Campaign.of(url).source()).isNull();
    assertThat(Campaign.of(url).click()).isNull();
  }

  @Property
  void neverFailsWhateverTheUrlIs(@ForAll String url) {
    assertThat(Campaign.of(url + "?" + url + "&utm_source=" + url)).isNotNull();
  }
}
