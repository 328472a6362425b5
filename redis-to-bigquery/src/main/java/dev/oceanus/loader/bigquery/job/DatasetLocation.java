package dev.oceanus.loader.bigquery.job;

import com.google.cloud.bigquery.BigQuery.DatasetField;
import com.google.cloud.bigquery.BigQuery.DatasetOption;
import com.google.cloud.bigquery.Dataset;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Where the dataset is: a job is known there only, and without a location it is looked for in the
 * US. Asked once, and again after something was not found. Thread-safe.
 */
public final class DatasetLocation {
  private final BigQueryConnection connection;
  private volatile @Nullable String known;

  public DatasetLocation(BigQueryConnection connection) {
    this.connection = connection;
  }

  /**
   * The location.
   *
   * @throws WarehouseUnavailableException if the dataset cannot be seen
   */
  public String get() {
    String location = known;
    if (location == null) {
      location = ask();
      known = location;
    }
    return location;
  }

  /** Asks again next time. */
  public void forget() {
    known = null;
  }

  private String ask() {
    String name = connection.config().dataset();
    Dataset dataset =
        connection.<@Nullable Dataset>during(
            "asking where the dataset " + connection.config() + " is",
            client -> client.getDataset(name, DatasetOption.fields(DatasetField.LOCATION)));
    if (dataset == null || dataset.getLocation() == null) {
      throw new WarehouseUnavailableException(
          "there is no dataset %s: %s"
              .formatted(
                  connection.config(), BigQueryFailure.NOT_FOUND.advice(connection.config())),
          null);
    }
    return dataset.getLocation();
  }
}
