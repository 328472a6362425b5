package dev.oceanus.collector.parse;

import static dev.oceanus.collector.parse.Parsing.accepted;
import static dev.oceanus.collector.parse.Parsing.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.common.event.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormEventTest {
  private final Parsing shop = new Parsing(TestSites.SHOP, Arrivals.BROWSER);
  private final Parsing oldForm = new Parsing(TestSites.OLD_FORM, Arrivals.BROWSER);

  @Test
  void putsListedFieldsInTheirColumnsAndTheRestInTheProperties() {
    Event event = accepted(shop.form("mail=a@b&pieces=3&color=赤&note=\"x\"&_next=/thanks"));
    assertThat(event.get("event_name")).isEqualTo("form_submit");
    assertThat(event.get("page_url")).isEqualTo("https://shop.example/form");
    assertThat(event.get("user_id")).isEqualTo("a@b");
    assertThat(event.get("properties"))
        .isEqualTo("{\"quantity\":\"3\",\"color\":\"赤\",\"note\":\"\\\"x\\\"\"}");
  }

  @Test
  void takesAListedFieldForAColumnOfTheSitesOwn() {
    assertThat(accepted(shop.form("pieces=3")).get("quantity")).isEqualTo(3L);
    Parsed.Refused refused = refused(shop.form("pieces=many"));
    assertThat(refused.reason()).isEqualTo(Reason.WRONG_TYPE);
    assertThat(refused.field()).isEqualTo("quantity");
  }

  @ParameterizedTest
  @CsvSource({
    "evt=signup, signup",
    "event_name=signup, signup",
    "evt=, form_submit",
    "x=1, form_submit"
  })
  void namesTheEventUnlessTheFormDoes(String fields, String name) {
    assertThat(accepted(shop.form(fields)).get("event_name")).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "url=https://b.example/, https://b.example/",
    "page_url=p, p",
    "x=1, https://shop.example/form"
  })
  void takesTheReferrerForThePageUnlessTheFormNamesIt(String fields, String url) {
    assertThat(accepted(shop.form(fields)).get("page_url")).isEqualTo(url);
  }

  @Test
  void knowsNoPageWithoutAReferrer() {
    Parsing parsing = new Parsing(TestSites.SHOP, Arrivals.withReferrer(null));
    assertThat(accepted(parsing.form("x=1")).get("page_url")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=1&a=2 | {\"a\":\"2\"}",
        "jsn={\"b\":1} | {\"b\":1}",
        "properties={\"b\":1} | {\"b\":1}",
        "properties=x&a=2 | {\"properties\":\"x\",\"a\":\"2\"}",
        "jsn={\"b\":1}&a=2 | {\"jsn\":\"{\\\"b\\\":1}\",\"a\":\"2\"}",
        "_next=x |"
      })
  void makesOneObjectOfTheRest(String fields, @Nullable String properties) {
    assertThat(accepted(shop.form(fields)).get("properties")).isEqualTo(properties);
  }

  @Test
  void takesAFormOfThePythonSystemsTable() {
    Event event = accepted(oldForm.form("sid=1&b=2&a=é"));
    assertThat(event.get("jsn")).isEqualTo("{\"a\":\"\\u00e9\",\"b\":\"2\"}");
  }
}
