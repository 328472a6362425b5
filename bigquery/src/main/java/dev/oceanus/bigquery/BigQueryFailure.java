package dev.oceanus.bigquery;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import com.google.cloud.bigquery.BigQueryException;
import dev.oceanus.common.warehouse.WarehouseConfig;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error of BigQuery means: one of a call, or the end of a job. Nobody else reads its
 * reasons or texts. But for {@link #ROWS} the same may be tried again; some await a person first.
 */
public enum BigQueryFailure {
  /** No answer, or an error of BigQuery's own: what was asked may have taken effect. */
  UNREACHABLE("BigQuery does not answer as it should; it is asked again"),
  /** A quota or a rate limit; nothing was done. */
  QUOTA("a quota of BigQuery is used up; the events wait, and it is tried again later"),
  /** Credentials that are wrong, expired or revoked. */
  UNAUTHENTICATED(
      "the credentials were refused; attach a service account (Workload Identity), or let"
          + " GOOGLE_APPLICATION_CREDENTIALS name a valid key file"),
  /** A permission that is missing. */
  DENIED(
      "grant the service account roles/bigquery.dataEditor on the dataset %2$s and"
          + " roles/bigquery.jobUser on the project %1$s"),
  /** Billing is off, or Google has blocked the project. */
  BILLING("enable billing for the project %1$s"),
  /** A project, dataset or table that is not there, or not in that location. */
  NOT_FOUND(
      "create the dataset %2$s of the project %1$s and its tables with table-creator apply, or"
          + " correct OCEANUS_BIGQUERY_PROJECT and OCEANUS_BIGQUERY_DATASET"),
  /** It is there already. */
  EXISTS("it is there already"),
  /** A person has cancelled the job. */
  STOPPED("the job was cancelled by a person; another one is started"),
  /** The rows are at fault, or their table has changed. */
  ROWS("the rows do not fit the table"),
  /** BigQuery does not take the call as it is. */
  MISTAKE("BigQuery does not take the call as it is; see its message");

  private static final Pattern QUOTE = Pattern.compile("['\"`]|(?i)\\bvalue: ");
  private static final Pattern LINK = Pattern.compile("(https?://\\S+)");
  private static final Pattern FIELD = Pattern.compile("(?i)\\bfield: ?([A-Za-z0-9_]{1,128})");
  private static final Pattern POSITION = Pattern.compile("row starting at position (\\d{1,18})");
  private static final Pattern REASON = Pattern.compile("\"reason\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"([^\"\\\\]*)");
  private static final int LONGEST = 200;

  private final String advice;

  BigQueryFailure(String advice) {
    this.advice = advice;
  }

  /** What the error of a call means. */
  public static BigQueryFailure of(BigQueryException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Retryable token && !token.isRetryable()) {
        return UNAUTHENTICATED;
      }
    }
    BigQueryFailure byReason = byReason(reason(e));
    return byReason == null || byReason == ROWS ? byCode(e.getCode()) : byReason;
  }

  /** An upload's error comes as it was answered; the client reads that of other calls only. */
  private static @Nullable String reason(BigQueryException e) {
    if (e.getCause() instanceof HttpResponseException answered && e.getError() == null) {
      Matcher reason = REASON.matcher(String.valueOf(answered.getContent()));
      return reason.find() ? reason.group(1) : null;
    }
    return e.getError() == null ? e.getReason() : e.getError().getReason();
  }

  /**
   * What the end of a job means.
   *
   * @param reason as in its {@code errorResult}
   */
  public static BigQueryFailure ofJob(@Nullable String reason) {
    BigQueryFailure known = byReason(reason);
    return known == null ? UNREACHABLE : known;
  }

  private static @Nullable BigQueryFailure byReason(@Nullable String reason) {
    return switch (reason == null ? "" : reason) {
      case "backendError",
          "internalError",
          "jobBackendError",
          "jobInternalError",
          "tableUnavailable",
          "timeout",
          "resourceInUse" ->
          UNREACHABLE;
      case "quotaExceeded",
          "rateLimitExceeded",
          "jobRateLimitExceeded",
          "userRateLimitExceeded",
          "resourcesExceeded",
          "dailyLimitExceeded" ->
          QUOTA;
      case "accessDenied", "forbidden" -> DENIED;
      case "authError", "required login" -> UNAUTHENTICATED;
      case "billingNotEnabled", "billingTierLimitExceeded", "blocked", "accountDisabled" -> BILLING;
      case "notFound" -> NOT_FOUND;
      case "duplicate", "alreadyExists" -> EXISTS;
      case "stopped" -> STOPPED;
      case "invalid" -> ROWS;
      default -> null;
    };
  }

  private static BigQueryFailure byCode(int code) {
    return switch (code) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> DENIED;
      case 404 -> NOT_FOUND;
      case 409 -> EXISTS;
      case 429 -> QUOTA;
      default -> code >= 400 && code < 500 && code != 408 ? MISTAKE : UNREACHABLE;
    };
  }

  /** One line of what to do. */
  public String advice(WarehouseConfig.BigQuery dataset) {
    return advice.formatted(dataset.project(), dataset.dataset());
  }

  /** What BigQuery says of a call, without values. */
  public static String detail(BigQueryException e) {
    if (e.getCause() instanceof HttpResponseException answered && e.getError() == null) {
      Matcher message = MESSAGE.matcher(String.valueOf(answered.getContent()));
      return detail(message.find() ? message.group(1) : answered.getStatusMessage());
    }
    return detail(e.getMessage());
  }

  /**
   * The first line of BigQuery's message up to the first value that it may repeat.
   *
   * @param message of an exception or of a job's error
   */
  public static String detail(@Nullable String message) {
    String first = String.valueOf(message).lines().findFirst().orElse("");
    String line = LINK.matcher(first).replaceAll("").strip();
    Matcher quote = QUOTE.matcher(line);
    String kept = quote.find() ? line.substring(0, quote.start()) + "..." : line;
    return kept.length() > LONGEST ? kept.substring(0, LONGEST) : kept;
  }

  /** The column that a message names, or empty. */
  public static String field(@Nullable String message) {
    Matcher field = FIELD.matcher(String.valueOf(message));
    return field.find() ? field.group(1) : "";
  }

  /** The byte at which the row begins that a message is about; empty if it is about none. */
  public static OptionalLong row(@Nullable String message) {
    Matcher position = POSITION.matcher(String.valueOf(message));
    return position.find()
        ? OptionalLong.of(Long.parseLong(position.group(1)))
        : OptionalLong.empty();
  }

  /** As in logs and metrics: {@code not-found}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
