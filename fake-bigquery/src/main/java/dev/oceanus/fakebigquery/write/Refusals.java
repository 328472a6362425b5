package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import dev.oceanus.fakebigquery.api.TableRef;
import io.grpc.Status.Code;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The refusals of the service, each with the source of its code and text. What no source tells is
 * worded here, and says so.
 */
final class Refusals {
  private Refusals() {}

  /**
   * An append behind the end of its stream's rows. Source: {@code testOffsetAlreadyExistsError} of
   * java-bigquerystorage, ITBigQueryWriteManualClientTest; its client reads both numbers out of
   * this text.
   */
  static Refusal offsetExists(StreamName stream, long expected, long received) {
    return new Refusal(
        Code.ALREADY_EXISTS,
        StorageErrorCode.OFFSET_ALREADY_EXISTS,
        "The offset is within stream, expected offset %d, received %d"
            .formatted(expected, received),
        stream.toString());
  }

  /** An append that leaves a hole. Source: {@code testOffsetOutOfRangeError}, same class. */
  static Refusal offsetBeyond(StreamName stream, long expected, long received) {
    return new Refusal(
        Code.OUT_OF_RANGE,
        StorageErrorCode.OFFSET_OUT_OF_RANGE,
        "The offset is beyond stream, expected offset %d, received %d"
            .formatted(expected, received),
        stream.toString());
  }

  /** A flush of rows that were never appended. Source: text in apache/beam issue 30177. */
  static Refusal flushBeyond(StreamName stream, long offset) {
    return new Refusal(
        Code.OUT_OF_RANGE,
        StorageErrorCode.OFFSET_OUT_OF_RANGE,
        "Offset %d is beyond the end of the stream".formatted(offset),
        stream.toString());
  }

  /**
   * A flush of rows that are flushed already. Apache Beam's StorageApiFlushAndFinalizeDoFn is ready
   * for this code; measured is success (flink-bigquery-connector issue 235), so a setting chooses.
   * The text is ours.
   */
  static Refusal flushedAlready(StreamName stream, long offset) {
    return new Refusal(
        Code.ALREADY_EXISTS,
        StorageErrorCode.OFFSET_ALREADY_EXISTS,
        "Offset %d is already flushed".formatted(offset),
        stream.toString());
  }

  /**
   * An append to, or a flush of, a finalised stream, be its rows flushed or not. Source: {@code
   * testStreamFinalizedError} of ITBigQueryWriteManualClientTest, and for the flush, measured,
   * issue 235 of flink-bigquery-connector.
   */
  static Refusal finalized(StreamName stream) {
    return new Refusal(
        Code.INVALID_ARGUMENT,
        StorageErrorCode.STREAM_FINALIZED,
        "Stream has been finalized and cannot be appended: " + stream,
        stream.toString());
  }

  /** A stream that never was, or expired. Source: text in apache/beam issue 37140. */
  static Refusal streamNotFound(String stream) {
    return new Refusal(
        Code.NOT_FOUND,
        StorageErrorCode.STREAM_NOT_FOUND,
        "Requested entity was not found.",
        stream);
  }

  /**
   * A table that is not there, or not for this caller: the service does not tell which. Source:
   * texts in java-bigquerystorage issue 1390 and python-bigquery-storage issue 238.
   *
   * @param permission {@code TABLES_GET} or {@code TABLES_UPDATE_DATA}
   */
  static Refusal tableDenied(String permission, TableRef table) {
    return new Refusal(
        Code.PERMISSION_DENIED,
        StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED,
        "Permission '%s' denied on resource '%s' (or it may not exist)."
            .formatted(permission, StreamName.path(table)),
        "");
  }

  /**
   * A table that is not there, told openly, as happens soon after it was dropped or made. Source:
   * texts in google-cloud-go issue 12449 and spark-bigquery-connector issue 1487.
   */
  static Refusal tableNotFound(TableRef table) {
    return new Refusal(
        Code.NOT_FOUND,
        StorageErrorCode.TABLE_NOT_FOUND,
        "Requested entity was not found.",
        StreamName.path(table));
  }

  /**
   * The writer's schema has columns that the table, as the stream's backend knows it, lacks.
   * Source: text in debezium-server-bigquery issue 268.
   */
  static Refusal extraFields(List<String> fields, StreamName stream) {
    return new Refusal(
        Code.INVALID_ARGUMENT,
        StorageErrorCode.SCHEMA_MISMATCH_EXTRA_FIELDS,
        "Input schema has more fields than BigQuery schema, extra fields: "
            + fields.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", ")),
        stream.toString());
  }

  /** Some rows are faulty, and none is appended. Source: python-bigquery-storage issue 717. */
  static Refusal rowErrors(StreamName stream) {
    return new Refusal(
        Code.INVALID_ARGUMENT,
        StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED,
        "Errors found while processing rows. Please refer to the row_errors field for details."
            + " The list may not be complete because of the size limitations.",
        stream.toString());
  }

  /** Not for a stream of this type. Code: StorageErrorCode in storage.proto; the text is ours. */
  static Refusal streamType(StreamName stream, String message) {
    return new Refusal(
        Code.INVALID_ARGUMENT, StorageErrorCode.INVALID_STREAM_TYPE, message, stream.toString());
  }

  /** Not in this state. Code: StorageErrorCode in storage.proto; the text is ours. */
  static Refusal streamState(StreamName stream, String message) {
    return new Refusal(
        Code.INVALID_ARGUMENT, StorageErrorCode.INVALID_STREAM_STATE, message, stream.toString());
  }

  /** Committed before. Code: StorageErrorCode in storage.proto; the text is ours. */
  static Refusal committedAlready(StreamName stream) {
    return new Refusal(
        Code.INVALID_ARGUMENT,
        StorageErrorCode.STREAM_ALREADY_COMMITTED,
        "Stream is already committed.",
        stream.toString());
  }

  /** A malformed request; the text is ours. */
  static Refusal malformed(String message) {
    return new Refusal(
        Code.INVALID_ARGUMENT, StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED, message, "");
  }

  /** A quota is used up; the text is ours but for its first word. */
  static Refusal quota(String message) {
    return new Refusal(
        Code.RESOURCE_EXHAUSTED,
        StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED,
        "Exceeds quota: " + message,
        "");
  }
}
