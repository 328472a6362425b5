package dev.oceanus.loader.bigquery.job;

import com.google.cloud.bigquery.BigQueryError;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.loader.bigquery.job.FoundJob.RowError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rows the errors of a job are about. */
final class RowErrors {
  private RowErrors() {}

  static List<RowError> of(@Nullable List<BigQueryError> errors) {
    List<RowError> rows = new ArrayList<>();
    if (errors != null) {
      for (BigQueryError error : errors) {
        String message = error.getMessage();
        BigQueryFailure.row(message)
            .ifPresent(
                position ->
                    rows.add(
                        new RowError(
                            position,
                            BigQueryFailure.field(message),
                            BigQueryFailure.detail(message))));
      }
    }
    return rows;
  }
}
