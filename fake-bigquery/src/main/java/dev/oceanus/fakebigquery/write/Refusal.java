package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/**
 * Why a call is refused: the code, the text, and where the service has one, the {@link
 * StorageError} that travels as a detail. The same status goes into an {@code AppendRowsResponse}
 * or ends a call.
 *
 * @param storageCode {@code STORAGE_ERROR_CODE_UNSPECIFIED} for a refusal without a detail
 * @param entity the stream or table that it is about, empty if none
 */
record Refusal(Code code, StorageErrorCode storageCode, String message, String entity) {
  /** As it travels. The text of the detail is the text of the status, without the entity. */
  Status status() {
    String suffix = entity.isEmpty() ? "" : " Entity: " + entity;
    Status.Builder status = Status.newBuilder().setCode(code.value()).setMessage(message + suffix);
    if (storageCode != StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED) {
      status.addDetails(Any.pack(detail()));
    }
    return status.build();
  }

  /** The detail alone, as {@code BatchCommitWriteStreamsResponse.stream_errors} carries it. */
  StorageError detail() {
    return StorageError.newBuilder()
        .setCode(storageCode)
        .setEntity(entity)
        .setErrorMessage(message + (entity.isEmpty() ? "" : " Entity: " + entity))
        .build();
  }

  /** What ends a call with it; the detail is in the trailer {@code grpc-status-details-bin}. */
  StatusRuntimeException toException() {
    return StatusProto.toStatusRuntimeException(status());
  }
}
