package dev.oceanus.common.fail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailPointsTest {
  @Test
  void doesNothingUnlessAsked() {
    for (FailPoint point : FailPoint.values()) {
      assertThatCode(() -> FailPoints.none().pass(point)).doesNotThrowAnyException();
    }
  }

  @Test
  void throwsOnceAtTheNamedPassage() {
    FailPoints points = FailPoints.parse(List.of("loader-sealed=throw@2"));

    points.pass(FailPoint.LOADER_SEALED);
    points.pass(FailPoint.LOADER_READ);
    assertThatThrownBy(() -> points.pass(FailPoint.LOADER_SEALED))
        .isInstanceOf(FailPointException.class)
        .hasMessageContaining("loader-sealed");
    points.pass(FailPoint.LOADER_SEALED);
  }

  @Test
  void namesEveryPointByItsKey() {
    for (FailPoint point : FailPoint.values()) {
      assertThat(FailPoint.of(point.key())).contains(point);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nowhere=halt", "loader-sealed=explode", "loader-sealed", "loader-sealed=halt@x"})
  void refusesWhatItDoesNotKnow(String spec) {
    assertThatThrownBy(() -> FailPoints.parse(List.of(spec)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
