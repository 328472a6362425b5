package dev.oceanus.common.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryIdTest {
  @Test
  void readsWhatItPrints() {
    EntryId id = new EntryId(1_763_885_702_123L, 7);
    assertThat(EntryId.parse(id.toString())).isEqualTo(id);
  }

  @Test
  void comparesAsNumbers() {
    assertThat(new EntryId(9, 0)).isLessThan(new EntryId(10, 0));
    assertThat(new EntryId(9, 9)).isLessThan(new EntryId(9, 10));
    assertThat(EntryId.ZERO).isLessThan(EntryId.MAX);
  }

  @Test
  void nextIsTheSmallestAbove() {
    assertThat(new EntryId(5, 6).next()).isEqualTo(new EntryId(5, 7));
    assertThat(new EntryId(5, Long.MAX_VALUE).next()).isEqualTo(new EntryId(6, 0));
  }

  @Test
  void endsADayWithItsLastMillisecond() {
    LocalDate day = LocalDate.parse("2026-11-24");
    EntryId last = EntryId.endOf(day);
    assertThat(last.day()).isEqualTo(day);
    assertThat(last.next().day()).isEqualTo(LocalDate.parse("2026-11-25"));
    assertThat(new EntryId(last.millis(), 0).day()).isEqualTo(day);
    assertThat(EntryId.ZERO.day()).isEqualTo(LocalDate.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "5", "5-", "-5", "a-b", "5-6-7", "99999999999999999999-0"})
  void refusesWhatIsNoId(String text) {
    assertThatThrownBy(() -> EntryId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
