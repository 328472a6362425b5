package dev.oceanus.collector.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void keepsNamesInTheirOrderWithTheirRepetitions() {
    Values values = Values.none();
    for (int i = 0; i < 40; i++) {
      values.add("k" + i % 20, Kind.NUMBER, Integer.toString(i));
    }
    assertThat(values.size()).isEqualTo(40);
    assertThat(values.name(39)).isEqualTo("k19");
    assertThat(values.text(39)).isEqualTo("39");
    assertThat(values.kind(39)).isEqualTo(Kind.NUMBER);
    assertThat(values.count("k19")).isEqualTo(2);
    assertThat(values.count("other")).isZero();
  }

  @Test
  void sharesTheSourceOfTheValuesItIsLike() {
    Values first = new Values(Raw.Form.JSON, "before{}after", 6);
    first.endsAt(8);
    Values like = Values.like(first);
    assertThat(like.raw()).isEqualTo("{}");
    assertThat(like.size()).isZero();
  }
}
