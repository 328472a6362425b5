package dev.oceanus.export.bigquery;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.JobStatus;
import dev.oceanus.bigquery.BigQueryFailure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a failed job says, without values. */
final class RowErrors {
  private static final int AT_MOST = 3;

  private RowErrors() {}

  /** In one line: the error, and the columns that its further ones name. */
  static String of(BigQueryError error, JobStatus status) {
    Set<String> lines = new LinkedHashSet<>();
    lines.add(BigQueryFailure.detail(error.getMessage()));
    List<BigQueryError> more = status.getExecutionErrors();
    if (more != null) {
      for (BigQueryError each : more) {
        String field = BigQueryFailure.field(each.getMessage());
        String line = BigQueryFailure.detail(each.getMessage());
        lines.add(field.isEmpty() ? line : line + " in column " + field);
      }
    }
    return lines.stream().limit(AT_MOST).reduce((a, b) -> a + "; " + b).orElse("");
  }
}
