package dev.oceanus.tables.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;

/** What is said of BigQuery's errors. */
final class Failures {
  private static final int LONGEST = 300;

  private Failures() {}

  /** BigQuery's own words. Nothing of an event is ever in what is asked here. */
  static String text(BigQueryException e) {
    String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }

  static WarehouseUnavailableException unavailable(
      String what, BigQueryException e, WarehouseConfig.BigQuery config) {
    return new WarehouseUnavailableException(
        "%s of BigQuery's dataset %s: %s (%s)".formatted(what, config, advice(e, config), text(e)),
        e);
  }

  private static String advice(BigQueryException e, WarehouseConfig.BigQuery config) {
    BigQueryFailure failure = BigQueryFailure.of(e);
    return switch (failure) {
      case DENIED ->
          "grant the service account roles/bigquery.dataEditor on the dataset; to make the dataset, and for dry runs, roles/bigquery.user on the project";
      case NOT_FOUND ->
          "there is no project %s that it may see; correct OCEANUS_BIGQUERY_PROJECT"
              .formatted(config.project());
      case QUOTA -> "a quota of BigQuery is used up; it can be tried again later";
      case UNREACHABLE -> "BigQuery does not answer as it should; it can be tried again";
      default -> failure.advice(config);
    };
  }
}
