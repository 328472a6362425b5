package dev.oceanus.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.Retryable;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import dev.oceanus.common.warehouse.WarehouseConfig;
import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BigQueryFailureTest {
  private static final WarehouseConfig.BigQuery DATASET =
      new WarehouseConfig.BigQuery("my-project", "web", Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "500, internalError, UNREACHABLE",
    "503, backendError, UNREACHABLE",
    "400, tableUnavailable, UNREACHABLE",
    "503, '', UNREACHABLE",
    "403, quotaExceeded, QUOTA",
    "403, rateLimitExceeded, QUOTA",
    "400, jobRateLimitExceeded, QUOTA",
    "429, '', QUOTA",
    "401, '', UNAUTHENTICATED",
    "401, authError, UNAUTHENTICATED",
    "403, accessDenied, DENIED",
    "403, '', DENIED",
    "403, billingNotEnabled, BILLING",
    "404, notFound, NOT_FOUND",
    "409, duplicate, EXISTS",
    "409, alreadyExists, EXISTS",
    "400, invalid, MISTAKE",
    "400, invalidQuery, MISTAKE",
    "408, '', UNREACHABLE",
  })
  void readsTheErrorOfACall(int code, String reason, BigQueryFailure expected) {
    BigQueryError error = new BigQueryError(reason, "", "what happened");
    assertThat(BigQueryFailure.of(new BigQueryException(code, "what happened", error)))
        .isEqualTo(expected);
  }

  @Test
  void takesABrokenConnectionForOneThatMayHaveDoneItsWork() {
    assertThat(BigQueryFailure.of(new BigQueryException(new SocketException("Connection reset"))))
        .isEqualTo(BigQueryFailure.UNREACHABLE);
  }

  /** What Google's library throws when the token's server says no, of a class that it hides. */
  private static final class TokenException extends IOException implements Retryable {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    TokenException(boolean retryable) {
      super("Error getting access token for service account: 400 Bad Request");
      this.retryable = retryable;
    }

    @Override
    public boolean isRetryable() {
      return retryable;
    }

    @Override
    public int getRetryCount() {
      return 0;
    }
  }

  @Test
  void tellsARevokedKeyFromATokenServerThatIsAway() {
    assertThat(BigQueryFailure.of(new BigQueryException(new TokenException(false))))
        .isEqualTo(BigQueryFailure.UNAUTHENTICATED);
    assertThat(BigQueryFailure.of(new BigQueryException(new TokenException(true))))
        .isEqualTo(BigQueryFailure.UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "invalid, ROWS",
    "backendError, UNREACHABLE",
    "internalError, UNREACHABLE",
    "quotaExceeded, QUOTA",
    "stopped, STOPPED",
    "notFound, NOT_FOUND",
    "accessDenied, DENIED",
    "somethingNew, UNREACHABLE",
  })
  void readsTheEndOfAJob(String reason, BigQueryFailure expected) {
    assertThat(BigQueryFailure.ofJob(reason)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(BigQueryFailure.class)
  void hasOneLineOfAdviceForEach(BigQueryFailure failure) {
    assertThat(failure.advice(DATASET)).isNotBlank().doesNotContain("\n", "%");
  }

  @Test
  void namesTheRolesThatAreMissing() {
    assertThat(BigQueryFailure.DENIED.advice(DATASET))
        .contains("roles/bigquery.dataEditor on the dataset web")
        .contains("roles/bigquery.jobUser on the project my-project");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "Could not parse 'secret' as INT64 for field whole | Could not parse ...",
        "Could not convert value to integer. Field: whole; Value: secret"
            + " | Could not convert value to integer. Field: whole; ...",
        "Missing required field: text. | Missing required field: text.",
        "Too much. For more, see https://cloud.google.com/x | Too much. For more, see",
      })
  void keepsValuesOutOfWhatItTells(String message, String expected) {
    assertThat(BigQueryFailure.detail(message)).isEqualTo(expected).doesNotContain("secret");
  }

  @Test
  void tellsARowAndAFieldThatAMessageNames() {
    String message =
        "Error while reading data, error message: JSON parsing error in row starting at position"
            + " 1234: Could not convert value. Field: whole; Value: x";
    assertThat(BigQueryFailure.row(message)).hasValue(1234);
    assertThat(BigQueryFailure.field(message)).isEqualTo("whole");
    assertThat(BigQueryFailure.row("Too many errors")).isEmpty();
    assertThat(BigQueryFailure.field("Too many errors")).isEmpty();
  }
}
