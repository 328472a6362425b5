package dev.oceanus.common.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  private final Masking masking = new Masking(List.of("email", "Tel"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"email":"a@b.c","n":1.50}             | {"email":"****","n":1.50}
          {"x":{"y":[{"EMAIL":{"a":1}}]}}        | {"x":{"y":[{"EMAIL":"****"}]}}
          [{"em\\u0061il":7},{"tel":true}]       | [{"em\\u0061il":7},{"tel":true}]
          {"jsn":"{\\"tel\\":\\"12\\"}"}         | {"jsn":"{\\"tel\\":\\"****\\"}"}
          {"url":"https://x/?a=1&email=a%40b#c"} | {"url":"https://x/?a=1&email=****#c"}
          {"customer.email":"a@b.c"}             | {"customer.email":"****"}
          """)
  void masksJsonAtAnyDepth(String json, String expected) {
    String escaped =
        expected.contains("em\\u0061il") ? "[{\"email\":\"****\"},{\"tel\":\"****\"}]" : expected;

    assertThat(masking.json(json)).isEqualTo(escaped);
  }

  @ParameterizedTest
  @CsvSource({
    "a=1&email=a%40b.c&b=2, a=1&email=****&b=2",
    "em%61il=a, em%61il=****",
    "%45MAIL=a&TEL=1, %45MAIL=****&TEL=****",
    "customer%5Bemail%5D=a, customer%5Bemail%5D=****",
    "email=a&email=b, email=****&email=****",
    "jsn=%7B%22email%22%3A%22a%22%7D, jsn=%7B%22email%22%3A%22****%22%7D",
    "%7B%22email%22%3A%22a%22%7D, %7B%22email%22%3A%22****%22%7D",
    "url=https%3A%2F%2Fx%2F%3Femail%3Da%26b%3D1, url=https%3A%2F%2Fx%2F%3Femail%3D****%26b%3D1",
    "a=1;email=x, a=1%3Bemail%3D****",
    "next=%2F%3Fto%3D%252F%253Femail%253Dsecret, next=%2F%3Fto%3D%252F%253Femail%253D****"
  })
  void masksPairsHoweverTheirNamesAreWritten(String pairs, String expected) {
    assertThat(masking.pairs(pairs)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\" : [1, 2e3 ,null],\"b\":\"x=1\"}",
        "{\"email\":\"\",\"tel\":null}",
        "{\"emails\":\"a\"}",
        "7",
        "[ ]"
      })
  void leavesJsonAsItWasWhereThereIsNothingToMask(String json) {
    assertThat(masking.json(json)).isSameAs(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%zz&email=&b", "", "&&=1", "x=%5BSale%5D+Shop&t=%22quoted%22+title"})
  void leavesPairsAsTheyWereWhereThereIsNothingToMask(String pairs) {
    assertThat(masking.pairs(pairs)).isEqualTo(pairs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"email\":\"a@b.c\"",
        "{'email':'a'}",
        "{\"em\\u0061il\":\"a\"",
        "email=a",
        "em%61il=a",
        "{\"a\":1}{\"tel\":",
        "{\"jsn\":\"{\\\"email\\\":\"}"
      })
  void keepsNothingOfJsonThatCannotBeReadAndCouldHoldAName(String broken) {
    assertThat(masking.json(broken)).isNull();
  }

  @Test
  void keepsBrokenJsonThatHoldsNoName() {
    assertThat(masking.json("{\"a\":")).isEqualTo("{\"a\":");
    assertThat(masking.pairs("jsn=%7B%22a%22")).isEqualTo("jsn=%7B%22a%22");
  }

  @Test
  void keepsNothingOfPairsWithAValueThatCannotBeRead() {
    assertThat(masking.pairs("a=1&jsn=%7B%22email%22%3A%22a")).isNull();
  }

  @Test
  void followsTextsWithinTextsToAnEnd() {
    String text = "email=secret";
    for (int i = 0; i < 5; i++) {
      text = "a=" + URLEncoder.encode(text, UTF_8);
    }
    assertThat(masking.pairs(text)).doesNotContain("secret").contains(Masking.MASK);
    for (int i = 0; i < 20; i++) {
      text = "a=" + URLEncoder.encode(text, UTF_8);
    }
    assertThat(masking.pairs(text)).isNull();
  }

  @Test
  void masksNothingWithoutNames() {
    assertThat(Masking.NONE.json("{\"email\":")).isEqualTo("{\"email\":");
    assertThat(Masking.NONE.pairs("email=a")).isEqualTo("email=a");
    assertThat(Masking.NONE.isEmpty()).isTrue();
  }
}
