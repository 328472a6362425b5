package dev.oceanus.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ProcStatTest {
  private static final String REST =
      " S 1 2 3 0 -1 4194560 100 0 5 0 120 30 4 6 20 0 5 0 900 1000 200 184467";

  @Test
  void addsUserAndSystemTimeOfTheProcessAndOfItsEndedChildren() {
    ProcStat stat = ProcStat.parse("17 (redis-server)" + REST);

    assertThat(stat.ticks()).isEqualTo(120 + 30 + 4 + 6);
    assertThat(stat.micros()).isEqualTo(1_600_000);
  }

  @Test
  void findsTheFieldsBehindANameWithSpacesAndParentheses() {
    assertThat(ProcStat.parse("17 (a) b (c 1 2 3)" + REST).ticks()).isEqualTo(160);
  }

  @Test
  void refusesALineThatIsCutOff() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcStat.parse("17 (nginx) S 1 2 3"))
        .withMessageContaining("4 fields");
    assertThatIllegalArgumentException().isThrownBy(() -> ProcStat.parse(""));
  }
}
