package dev.oceanus.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MetricTest {
  private static final String TEXT =
      """
      # HELP stored_total Events.
      # TYPE stored_total counter
      stored_total{site="a b",reason="x"} 12.0
      stored_total{site="c"} 3.0E3
      stored_total_other 7.0
      up 1
      """;

  @Test
  void addsAllSamplesOfTheMetric() {
    assertThat(Metric.sum(TEXT, "stored_total")).isEqualTo(3012);
    assertThat(Metric.sum(TEXT, "up")).isEqualTo(1);
  }

  @Test
  void refusesAMetricThatIsNotThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.sum(TEXT, "stored"))
        .withMessageContaining("stored");
  }
}
