package dev.oceanus.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({"0ms, 0", "250ms, 250", "90s, 90000", "2m, 120000", "1h, 3600000", "7d, 604800000"})
  void printsTimesAsItReadsThem(String text, long millis) {
    assertThat(Units.duration(text)).isEqualTo(Duration.ofMillis(millis));
    assertThat(Units.print(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0B, 0", "1000B, 1000", "256KiB, 262144", "64MiB, 67108864", "1GiB, 1073741824"})
  void printsSizesAsItReadsThem(String text, long bytes) {
    assertThat(Units.size(text)).isEqualTo(new ByteSize(bytes));
    assertThat(Units.print(new ByteSize(bytes))).isEqualTo(text);
  }
}
