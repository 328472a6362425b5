package dev.oceanus.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.loader.batch.BatchLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoaderConfigTest {
  private static final Map<String, String> BIG_QUERY =
      Map.of(
          "OCEANUS_WAREHOUSE", "bigquery",
          "OCEANUS_BIGQUERY_PROJECT", "my-project",
          "OCEANUS_BIGQUERY_DATASET", "web");

  private static LoaderConfig read(Map<String, String> variables) {
    Env env = new Env(variables);
    LoaderConfig config = LoaderConfig.from(env);
    env.check();
    return config;
  }

  private static Map<String, String> bigQuery(String... more) {
    Map<String, String> all = new HashMap<>(BIG_QUERY);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  @Test
  void fitsBatchesToTheWarehouse() {
    assertThat(read(Map.of()).limits())
        .isEqualTo(new BatchLimits(Duration.ofMillis(500), 5_000, 16 << 20));
    assertThat(read(bigQuery()).limits())
        .isEqualTo(new BatchLimits(Duration.ofMinutes(2), 500_000, 64 << 20));
    assertThat(read(bigQuery("OCEANUS_BIGQUERY_MODE", "stream")).limits())
        .isEqualTo(new BatchLimits(Duration.ofSeconds(1), 5_000, 16 << 20));
  }

  @Test
  void leavesRoomBelowTheJobsOfADayThatBigQueryAllows() {
    assertThat(read(bigQuery()).bigQuery())
        .isEqualTo(new BigQueryLoading(BigQueryLoading.Mode.LOAD, 1_400, Optional.empty()));
  }

  @Test
  void refusesBatchesThatComeSoonerThanLoadJobsMay() {
    assertThatThrownBy(() -> read(bigQuery("OCEANUS_BATCH_AGE", "30s")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("OCEANUS_BATCH_AGE: must be at least 60s")
        .hasMessageContaining("OCEANUS_BIGQUERY_MODE=stream")
        .hasMessageContaining("found '30s'");
  }

  @Test
  void takesSuchBatchesWhereMoreJobsAreAllowedOrNoneAreMade() {
    assertThatCode(
            () -> {
              read(bigQuery("OCEANUS_BATCH_AGE", "30s", "OCEANUS_BIGQUERY_JOBS_PER_DAY", "2900"));
              read(bigQuery("OCEANUS_BATCH_AGE", "2s", "OCEANUS_BIGQUERY_MODE", "stream"));
              read(Map.of("OCEANUS_BATCH_AGE", "30s"));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void namesWhatIsMissingOfADataset() {
    assertThatThrownBy(() -> read(Map.of("OCEANUS_WAREHOUSE", "bigquery")))
        .hasMessageContaining("OCEANUS_BIGQUERY_PROJECT")
        .hasMessageContaining("OCEANUS_BIGQUERY_DATASET");
  }
}
