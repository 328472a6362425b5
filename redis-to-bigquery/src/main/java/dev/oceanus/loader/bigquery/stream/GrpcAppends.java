package dev.oceanus.loader.bigquery.stream;

import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.rpc.ClientStream;
import com.google.api.gax.rpc.ResponseObserver;
import com.google.api.gax.rpc.StreamController;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.ProtoData;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.protobuf.Int64Value;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.bigquery.stream.AppendAnswer.Behind;
import dev.oceanus.loader.bigquery.stream.AppendAnswer.Missing;
import dev.oceanus.loader.bigquery.stream.AppendAnswer.Over;
import dev.oceanus.loader.bigquery.stream.AppendAnswer.Refused;
import dev.oceanus.loader.bigquery.stream.AppendAnswer.RowsRefused;
import dev.oceanus.loader.bigquery.stream.AppendAnswer.Taken;
import dev.oceanus.loader.bigquery.stream.AppendAnswer.There;
import dev.oceanus.loader.warehouse.Rehearsal.RefusedRow;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of AppendRows. The first request says which stream and which format; the service routes
 * by a header that must say the stream too. Answers wait in a queue, never more than were sent.
 */
final class GrpcAppends implements Appends {
  private static final Logger logger = LoggerFactory.getLogger(GrpcAppends.class);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final String ROUTING = "x-goog-request-params";

  private final GrpcWriteStreams streams;
  private final StreamName stream;
  private final RowFormat format;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ClientStream<AppendRowsRequest> call;
  private boolean introduced;
  private @Nullable Ended ended;

  /** What comes from the service. */
  private sealed interface Event {}

  private record Answered(AppendRowsResponse response) implements Event {}

  private record Ended(Throwable cause) implements Event {}

  GrpcAppends(GrpcWriteStreams streams, StreamName stream, RowFormat format) {
    this.streams = streams;
    this.stream = stream;
    this.format = format;
    this.call =
        streams
            .client()
            .get()
            .appendRowsCallable()
            .splitCall(
                new Observer(events),
                GrpcCallContext.createDefault()
                    .withExtraHeaders(
                        Map.of(ROUTING, List.of("write_stream=" + streams.path(stream)))));
  }

  @Override
  public void send(Chunk chunk, long offset) {
    ProtoData.Builder rows = ProtoData.newBuilder().setRows(chunk.rows());
    AppendRowsRequest.Builder request =
        AppendRowsRequest.newBuilder().setOffset(Int64Value.of(offset));
    if (!introduced) {
      introduced = true;
      request.setWriteStream(streams.path(stream)).setTraceId("oceanus");
      rows.setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(format.descriptor()));
    }
    try {
      call.send(request.setProtoRows(rows).build());
    } catch (IllegalStateException | RejectedExecutionException e) {
      // The call has ended, or even gRPC's threads; why is told to who waits for the answer.
      events.add(new Ended(e));
    }
  }

  @Override
  public AppendAnswer await() {
    String what = "appending to " + stream;
    Event event = ended != null ? ended : next(what);
    return switch (event) {
      case Answered answered -> {
        streams.client().answered();
        yield answer(what, answered.response());
      }
      case Ended end -> {
        ended = end;
        yield judged(what, end.cause());
      }
    };
  }

  private Event next(String what) {
    try {
      Event event = events.poll(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        streams.client().unanswered();
        throw new WarehouseUnavailableException(
            what + ": no answer within " + ANSWER.toSeconds() + " s; it is asked again", null);
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseUnavailableException(what + ": interrupted", e);
    }
  }

  private AppendAnswer answer(String what, AppendRowsResponse response) {
    if (response.getRowErrorsCount() > 0) {
      return new RowsRefused(
          response.getRowErrorsList().stream().map(GrpcAppends::refused).toList());
    }
    return response.hasError()
        ? judged(what, StatusProto.toStatusRuntimeException(response.getError()))
        : new Taken();
  }

  private static RefusedRow refused(RowError row) {
    String message = row.getMessage();
    return new RefusedRow(
        Math.toIntExact(row.getIndex()),
        BigQueryFailure.field(message),
        BigQueryFailure.detail(message));
  }

  private AppendAnswer judged(String what, Throwable error) {
    WriteFailure failure = WriteFailure.of(error);
    return switch (failure) {
      case OFFSET_TAKEN -> new There(WriteFailure.expected(error));
      case OFFSET_MISSING -> new Missing(WriteFailure.expected(error));
      case STREAM_OVER -> new Over();
      case COLUMN_UNKNOWN -> new Behind(BigQueryFailure.detail(error.getMessage()));
      case MISTAKE -> new Refused(BigQueryFailure.detail(error.getMessage()));
      case TABLE_MISSING, UNREACHABLE, QUOTA, UNAUTHENTICATED, DENIED ->
          throw streams.unavailable(what, error);
    };
  }

  @Override
  public void close() {
    if (ended == null) {
      try {
        call.closeSendWithError(new CancellationException("closed by us"));
      } catch (RejectedExecutionException e) {
        logger.debug("the call of {} has ended already", stream, e);
      }
    }
  }

  /** Puts what comes into the queue, in its order. */
  private record Observer(BlockingQueue<Event> events)
      implements ResponseObserver<AppendRowsResponse> {
    @Override
    public void onStart(StreamController controller) {}

    @Override
    public void onResponse(AppendRowsResponse response) {
      events.add(new Answered(response));
    }

    @Override
    public void onError(Throwable cause) {
      events.add(new Ended(cause));
    }

    @Override
    public void onComplete() {
      events.add(
          new Ended(
              Status.UNAVAILABLE.withDescription("BigQuery closed the call").asRuntimeException()));
    }
  }
}
