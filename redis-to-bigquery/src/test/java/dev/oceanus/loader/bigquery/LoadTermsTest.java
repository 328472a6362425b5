package dev.oceanus.loader.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadTermsTest {
  @ParameterizedTest
  @CsvSource({
    "24, PT1S, PT5S",
    "1400, PT1S, PT5S",
    "7200, PT0.2S, PT1S",
    "1000000, PT0.05S, PT0.25S"
  })
  void asksForJobsMoreOftenWhereTheyMayBeginMoreOften(
      int jobsPerDay, Duration soonest, Duration latest) {
    LoadTerms terms = LoadTerms.of(jobsPerDay);

    assertThat(terms.soonest()).isEqualTo(soonest);
    assertThat(terms.latest()).isEqualTo(latest);
  }
}
