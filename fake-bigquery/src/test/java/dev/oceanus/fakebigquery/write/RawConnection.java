package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A connection of appends as it is, without what the client library does by itself. */
final class RawConnection implements StreamObserver<AppendRowsResponse> {
  private static final int LIMIT_SECONDS = 20;

  private final BlockingQueue<Object> arrived = new ArrayBlockingQueue<>(1_000);
  private final StreamObserver<AppendRowsRequest> requests;

  RawConnection(ManagedChannel channel) {
    requests = BigQueryWriteGrpc.newStub(channel).appendRows(this);
  }

  static RawConnection to(Fixture fake) {
    return new RawConnection(fake.channel);
  }

  RawConnection send(AppendRowsRequest request) {
    requests.onNext(request);
    return this;
  }

  /** The next answer. */
  AppendRowsResponse receive() {
    Object next = next();
    if (next instanceof AppendRowsResponse response) {
      return response;
    }
    throw new AssertionError("the connection ended with " + next);
  }

  /** How the connection ends, if no answer comes before that. */
  Status end() {
    Object next = next();
    if (next instanceof Status status) {
      return status;
    }
    throw new AssertionError("an answer came: " + next);
  }

  private Object next() {
    try {
      Object next = arrived.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came in " + LIMIT_SECONDS + " s");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void onNext(AppendRowsResponse response) {
    arrived.add(response);
  }

  @Override
  public void onError(Throwable error) {
    arrived.add(Status.fromThrowable(error));
  }

  @Override
  public void onCompleted() {
    arrived.add(Status.OK);
  }
}
