package dev.oceanus.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WrkReportTest {
  private static final String OUTPUT =
      """
      Running 10s test @ http://127.0.0.1:8080
        1 threads and 128 connections
        Latency Distribution
           50%    1.20ms
      summary {"requests":40000,"duration_micros":2000000,"p50_micros":1200,"p99_micros":9000,\
      "max_micros":20000,"connect":1,"read":2,"write":3,"status":4,"timeout":5}
      """;

  @Test
  void findsTheSummaryAmongWhatWrkPrints() {
    WrkReport report = WrkReport.parse(OUTPUT);

    assertThat(report)
        .isEqualTo(
            new WrkReport(
                40_000, 2_000_000, 1_200, 9_000, 20_000, new WrkReport.Errors(1, 2, 3, 4, 5)));
    assertThat(report.requestsPerSecond()).isEqualTo(20_000);
    assertThat(report.errors().sum()).isEqualTo(15);
  }

  @Test
  void refusesOutputWithoutASummary() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrkReport.parse("unable to connect to 127.0.0.1:8080"))
        .withMessageContaining("unable to connect");
  }

  @Test
  void refusesASummaryThatLacksANumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrkReport.parse("summary {\"requests\":1}\n"))
        .withMessageContaining("'duration_micros'");
  }
}
