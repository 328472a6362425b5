package dev.oceanus.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void isTheMiddleOneWhateverTheOrder() {
    assertThat(Medians.of(9, 1, 5)).isEqualTo(5);
    assertThat(Medians.of(7)).isEqualTo(7);
  }

  @Test
  void isTheMeanOfTheTwoInTheMiddle() {
    assertThat(Medians.of(1, 100, 2, 4)).isEqualTo(3);
  }

  @Test
  void leavesTheFiguresInTheirOrder() {
    double[] figures = {3, 1, 2};
    Medians.of(figures);

    assertThat(figures).containsExactly(3, 1, 2);
  }

  @Test
  void refusesToMakeOneUp() {
    assertThatIllegalArgumentException().isThrownBy(Medians::of);
  }
}
