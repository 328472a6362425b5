package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** H07: {@code +} and {@code %20} are a space, only {@code &} separates, brackets are a name's. */
class H07SeparatorTest {
  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a+b | a b",
        "a%20b | a b",
        "a%2Bb | a+b",
        "a;tit=b | a;tit=b",
        "a%26tit=b | a&tit=b",
        "a=b | a=b",
        "a?b | a?b",
        "a%e0%80%afb | a\uFFFD\uFFFD\uFFFDb",
        "\u00e6\u0097\u00a5%E6%9C%AC+x | 日本 x"
      })
  void decodesByteExactly(String sent, String stored) throws IOException {
    String query = "tit=" + sent + "&evt=" + MARKER;
    assertThat(inputs.stored(TestSites.DEMO, get("/v1/pixel/demo?" + query)).get("page_title"))
        .isEqualTo(stored);
    String form = post("/v1/form/demo", "application/x-www-form-urlencoded", query);
    assertThat(inputs.stored(TestSites.DEMO, form).get("page_title")).isEqualTo(stored);
  }

  @Test
  void takesBracketsForPartOfAName() throws IOException {
    String form =
        post("/v1/form/demo", "application/x-www-form-urlencoded", "a[]=1&a%5B%5D=2&b[x]=3");
    assertThat(inputs.stored(TestSites.DEMO, form).get("properties"))
        .isEqualTo("{\"a[]\":\"2\",\"b[x]\":\"3\"}");
  }
}
