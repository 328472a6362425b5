package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc.BigQueryWriteImplBase;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamResponse;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsResponse;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC service {@code google.cloud.bigquery.storage.v1.BigQueryWrite}. Thread-safe. */
final class WriteService extends BigQueryWriteImplBase {
  private static final Logger logger = LoggerFactory.getLogger(WriteService.class);

  private final Gate gate;
  private final WriteMethods methods;
  private final Connections connections;

  WriteService(Gate gate, WriteMethods methods, Connections connections) {
    this.gate = gate;
    this.methods = methods;
    this.connections = connections;
  }

  @Override
  public void createWriteStream(
      CreateWriteStreamRequest request, StreamObserver<WriteStream> observer) {
    answer("write.createStream", observer, () -> methods.create(request));
  }

  @Override
  public void getWriteStream(GetWriteStreamRequest request, StreamObserver<WriteStream> observer) {
    answer("write.getStream", observer, () -> methods.get(request));
  }

  @Override
  public void flushRows(FlushRowsRequest request, StreamObserver<FlushRowsResponse> observer) {
    answer("write.flush", observer, () -> methods.flush(request));
  }

  @Override
  public void finalizeWriteStream(
      FinalizeWriteStreamRequest request, StreamObserver<FinalizeWriteStreamResponse> observer) {
    answer("write.finalize", observer, () -> methods.finish(request));
  }

  @Override
  public void batchCommitWriteStreams(
      BatchCommitWriteStreamsRequest request,
      StreamObserver<BatchCommitWriteStreamsResponse> observer) {
    answer("write.commit", observer, () -> methods.commit(request));
  }

  @Override
  public StreamObserver<AppendRowsRequest> appendRows(StreamObserver<AppendRowsResponse> observer) {
    return connections.open(observer);
  }

  private <R> void answer(String method, StreamObserver<R> observer, Supplier<R> work) {
    try {
      observer.onNext(gate.pass(method, work));
      observer.onCompleted();
    } catch (Gate.ResetException e) {
      gate.reset(Gate.client());
    } catch (RefusedException e) {
      observer.onError(e.refusal().toException());
    } catch (StatusRuntimeException e) {
      observer.onError(e);
    } catch (RuntimeException e) {
      logger.error("{} failed", method, e);
      observer.onError(Status.INTERNAL.withDescription("the stand-in failed: " + e).asException());
    }
  }
}
