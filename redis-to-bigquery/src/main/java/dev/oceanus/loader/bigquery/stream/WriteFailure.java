package dev.oceanus.loader.bigquery.stream;

import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.warehouse.WarehouseConfig;
import io.grpc.Status.Code;
import io.grpc.protobuf.StatusProto;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error of the Storage Write API means, whether it ends a call or answers one append.
 * Nobody else reads its codes or texts. The meanings are those of {@code storage.proto}; what it
 * does not say is known from Google's own clients: that a call about a stream that is over may be
 * answered INVALID_ARGUMENT (Beam's StorageApiFlushAndFinalizeDoFn), and that the expected offset
 * is in the text only (Exceptions of the Java client).
 */
enum WriteFailure {
  /** There are rows at that offset. */
  OFFSET_TAKEN("there are rows at that offset already"),
  /** Rows before that offset are missing. */
  OFFSET_MISSING("rows before that offset are missing"),
  /** The stream is finalised, gone, or of a table that is. */
  STREAM_OVER("the stream is over"),
  /** The writer's schema has a column that BigQuery does not know yet. */
  COLUMN_UNKNOWN("a column is not known there yet"),
  /** The table is not there. */
  TABLE_MISSING("there is no such table; run table-creator apply"),
  /** No answer, or an error of BigQuery's own. */
  UNREACHABLE("BigQuery does not answer as it should; it is asked again"),
  /** A quota or a rate limit. */
  QUOTA("a quota of the Storage Write API is used up; the events wait, and it is tried again"),
  /** Credentials that are wrong, expired or revoked. */
  UNAUTHENTICATED(
      "the credentials were refused; attach a service account (Workload Identity), or let"
          + " GOOGLE_APPLICATION_CREDENTIALS name a valid key file"),
  /** A permission is missing, or a table: BigQuery says the same of both. */
  DENIED(
      "either there is no such table (run table-creator apply), or the service account may not"
          + " write to it (grant roles/bigquery.dataEditor on the dataset %2$s of %1$s)"),
  /** BigQuery does not take the call as it is. */
  MISTAKE("BigQuery does not take the call as it is; see its message");

  private static final Pattern EXPECTED = Pattern.compile("expected offset (\\d{1,18})");

  private final String advice;

  WriteFailure(String advice) {
    this.advice = advice;
  }

  /** What the end of a call means. */
  static WriteFailure of(Throwable error) {
    Status status = StatusProto.fromThrowable(error);
    return status == null ? UNREACHABLE : of(status);
  }

  private static WriteFailure of(Status status) {
    for (Any detail : status.getDetailsList()) {
      WriteFailure known = byDetail(detail);
      if (known != null) {
        return known;
      }
    }
    return byCode(io.grpc.Status.fromCodeValue(status.getCode()).getCode());
  }

  private static @Nullable WriteFailure byDetail(Any detail) {
    if (!detail.is(StorageError.class)) {
      return null;
    }
    try {
      return byStorageError(detail.unpack(StorageError.class).getCode());
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  private static @Nullable WriteFailure byStorageError(StorageErrorCode code) {
    return switch (code) {
      case OFFSET_ALREADY_EXISTS -> OFFSET_TAKEN;
      case OFFSET_OUT_OF_RANGE -> OFFSET_MISSING;
      case STREAM_FINALIZED, STREAM_NOT_FOUND, INVALID_STREAM_STATE, STREAM_ALREADY_COMMITTED ->
          STREAM_OVER;
      case SCHEMA_MISMATCH_EXTRA_FIELDS -> COLUMN_UNKNOWN;
      case TABLE_NOT_FOUND -> TABLE_MISSING;
      case KMS_SERVICE_ERROR -> UNREACHABLE;
      case KMS_PERMISSION_DENIED -> DENIED;
      case INVALID_STREAM_TYPE, CMEK_NOT_PROVIDED, INVALID_CMEK_PROVIDED, CMEK_ENCRYPTION_ERROR ->
          MISTAKE;
      case STORAGE_ERROR_CODE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  private static WriteFailure byCode(Code code) {
    return switch (code) {
      case ALREADY_EXISTS -> OFFSET_TAKEN;
      case OUT_OF_RANGE -> OFFSET_MISSING;
      case NOT_FOUND -> STREAM_OVER;
      case RESOURCE_EXHAUSTED -> QUOTA;
      case UNAUTHENTICATED -> UNAUTHENTICATED;
      case PERMISSION_DENIED -> DENIED;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, UNIMPLEMENTED -> MISTAKE;
      case OK, CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
          UNREACHABLE;
    };
  }

  /** Where the stream ends, if the message says it. */
  static OptionalLong expected(Throwable error) {
    Matcher offset = EXPECTED.matcher(String.valueOf(error.getMessage()));
    return offset.find() ? OptionalLong.of(Long.parseLong(offset.group(1))) : OptionalLong.empty();
  }

  /** One line: what it is, what to do, and the words of BigQuery without values. */
  String line(String what, String message, WarehouseConfig.BigQuery dataset) {
    return "%s: %s (%s)"
        .formatted(
            what,
            advice.formatted(dataset.project(), dataset.dataset()),
            BigQueryFailure.detail(message));
  }
}
