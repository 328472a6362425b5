package dev.oceanus.export.column;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void saysPointsInTimeAsIsoDoes() {
    assertThat(Texts.date("2026-12-01")).isEqualTo("2026-12-01");
    assertThat(Texts.time("23:59:59.999999")).isEqualTo("23:59:59.999999");
    assertThat(Texts.dateTime("2026-12-01 03:00:00.5")).isEqualTo("2026-12-01T03:00:00.5");
    assertThat(Texts.timestampOfUtc("2026-12-01 03:00:00+00")).isEqualTo("2026-12-01T03:00:00Z");
  }

  @Test
  void saysNothingOfWhatNoCalendarHas() {
    for (String text :
        new String[] {
          "infinity", "0000-00-00", "2026-00-01", "2026-12-00", "10000-01-01", "0044-03-15 BC"
        }) {
      assertThat(Texts.date(text)).as(text).isNull();
    }
    for (String text :
        new String[] {
          "-infinity", "0000-00-00 00:00:00", "2026-00-00 01:02:03", "0044-03-15 12:00:00 BC"
        }) {
      assertThat(Texts.dateTime(text)).as(text).isNull();
      assertThat(Texts.timestampOfUtc(text + "+00")).as(text).isNull();
    }
    assertThat(Texts.timestampOfUtc("2026-12-01 03:00:00+01")).isNull();
    assertThat(Texts.time("24:00:00")).isNull();
  }

  @Test
  void choosesTheKindThatHoldsEveryDecimal() {
    assertThat(Kind.ofDecimal(10, 2)).isEqualTo(Kind.NUMERIC);
    assertThat(Kind.ofDecimal(38, 9)).isEqualTo(Kind.NUMERIC);
    assertThat(Kind.ofDecimal(38, 8)).isEqualTo(Kind.BIGNUMERIC);
    assertThat(Kind.ofDecimal(38, 10)).isEqualTo(Kind.BIGNUMERIC);
    assertThat(Kind.ofDecimal(65, 30)).isEqualTo(Kind.BIGNUMERIC);
    assertThat(Kind.ofDecimal(65, 0)).isEqualTo(Kind.STRING);
    assertThat(Kind.ofDecimal(39, 39)).isEqualTo(Kind.STRING);
    assertThat(Kind.ofDecimal(5, -3)).isEqualTo(Kind.NUMERIC);
    assertThat(Kind.ofDecimal(0, 0)).isEqualTo(Kind.STRING);
  }
}
