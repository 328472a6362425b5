package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.ProtoData;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse.AppendResult;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.cloud.bigquery.storage.v1.RowError.RowErrorCode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Int64Value;
import dev.oceanus.fakebigquery.settings.Settings;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request of a connection. What is wrong with the rows or their offset is answered in
 * the response, and the connection goes on; what is wrong with the stream or its table ends the
 * connection (seen in apache/beam issue 37140 for the stream, java-bigquerystorage issue 1390 for
 * the table). Thread-safe.
 */
final class Appender {
  private final Gate gate;
  private final Settings settings;
  private final Quotas quotas;
  private final StreamRegistry registry;
  private final TableViews views;
  private final Streams streams;

  Appender(
      Gate gate,
      Settings settings,
      Quotas quotas,
      StreamRegistry registry,
      TableViews views,
      Streams streams) {
    this.gate = gate;
    this.settings = settings;
    this.quotas = quotas;
    this.registry = registry;
    this.views = views;
    this.streams = streams;
  }

  /**
   * Appends, or tells why not.
   *
   * @throws RefusedException to end the connection
   */
  AppendRowsResponse append(AppendRowsRequest request, WriterState writer) {
    StreamName stream = writer.stream(request.getWriteStream());
    AppendRowsResponse.Builder response =
        AppendRowsResponse.newBuilder().setWriteStream(stream.toString());
    if (request.hasArrowRows()) {
      throw new RefusedException(
          Refusals.malformed("Rows in Arrow format are not supported by the stand-in"));
    }
    WriterTarget target = writer.target(stream, request.getProtoRows().getWriterSchema());
    try {
      response.setAppendResult(
          gate.at("write.appendResponse", () -> append(request, stream, target, response)));
    } catch (StatusRuntimeException e) {
      response.setError(StatusProto.fromThrowable(e));
    } catch (RefusedException e) {
      Code code = e.refusal().code();
      if (code == Code.NOT_FOUND || code == Code.PERMISSION_DENIED) {
        throw e;
      }
      response.setError(e.refusal().status());
    }
    return response.build();
  }

  private AppendResult append(
      AppendRowsRequest request,
      StreamName stream,
      WriterTarget target,
      AppendRowsResponse.Builder response) {
    checkRequest(request);
    Long offset = request.hasOffset() ? request.getOffset().getValue() : null;
    KnownSchemas.View view = views.of(registry.target(stream));
    target.news(view).ifPresent(response::setUpdatedSchema);
    RowReader reader = target.reader(view);
    streams.check(stream, offset);
    List<ByteString> serialized = request.getProtoRows().getRows().getSerializedRowsList();
    List<@Nullable Object[]> rows = read(reader, serialized, response);
    if (response.getRowErrorsCount() > 0) {
      throw new RefusedException(Refusals.rowErrors(stream));
    }
    ProtoData data = request.getProtoRows().toBuilder().setWriterSchema(target.schema()).build();
    long at = streams.append(stream, offset, new Chunk(data, rows));
    AppendResult.Builder result = AppendResult.newBuilder();
    if (at != Streams.NO_OFFSET) {
      result.setOffset(Int64Value.of(at));
    }
    return result.build();
  }

  private void checkRequest(AppendRowsRequest request) {
    long size = request.getSerializedSize();
    long most = settings.number("writeRequestBytes");
    if (size > most) {
      throw new RefusedException(
          Refusals.malformed(
              "Request size %d exceeds the limit of %d bytes".formatted(size, most)));
    }
    if (request.getProtoRows().getRows().getSerializedRowsCount() == 0) {
      throw new RefusedException(Refusals.malformed("Rows must be specified."));
    }
    if (request
        .getMissingValueInterpretationsMap()
        .containsValue(MissingValueInterpretation.MISSING_VALUE_INTERPRETATION_UNSPECIFIED)) {
      throw new RefusedException(
          Refusals.malformed("A missing value is NULL_VALUE or DEFAULT_VALUE, not unspecified"));
    }
    quotas.take(size);
  }

  private static List<@Nullable Object[]> read(
      RowReader reader, List<ByteString> serialized, AppendRowsResponse.Builder response) {
    List<@Nullable Object[]> rows = new ArrayList<>(serialized.size());
    for (int i = 0; i < serialized.size(); i++) {
      try {
        rows.add(reader.read(serialized.get(i)));
      } catch (RowFaultException e) {
        response.addRowErrors(
            RowError.newBuilder()
                .setIndex(i)
                .setCode(RowErrorCode.FIELDS_ERROR)
                .setMessage(e.text()));
      }
    }
    return rows;
  }
}
