package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of appends: answers each request in order, and ends where a request cannot be
 * answered. gRPC calls it by one thread at a time; it may be ended by another one.
 */
final class AppendConnection implements StreamObserver<AppendRowsRequest> {
  private static final Logger logger = LoggerFactory.getLogger(AppendConnection.class);

  private final Gate gate;
  private final Appender appender;
  private final Clock clock;
  private final StreamObserver<AppendRowsResponse> observer;
  private final Consumer<AppendConnection> closed;
  private final @Nullable SocketAddress client = Gate.client();
  private final WriterState writer = new WriterState();
  private final ReentrantLock turn = new ReentrantLock();
  private Instant lastUsed;
  private boolean ended;

  /**
   * @param closed told when it has ended, perhaps more than once
   */
  AppendConnection(
      Gate gate,
      Appender appender,
      Clock clock,
      StreamObserver<AppendRowsResponse> observer,
      Consumer<AppendConnection> closed) {
    this.gate = gate;
    this.appender = appender;
    this.clock = clock;
    this.observer = observer;
    this.closed = closed;
    this.lastUsed = clock.instant();
  }

  @Override
  public void onNext(AppendRowsRequest request) {
    turn.lock();
    try {
      if (!ended) {
        lastUsed = clock.instant();
        answer(request);
      }
    } catch (Gate.ResetException e) {
      ended = true;
      gate.reset(client);
    } catch (RefusedException e) {
      end(e.refusal().toException());
    } catch (StatusRuntimeException e) {
      end(e);
    } catch (RuntimeException e) {
      logger.error("an append failed", e);
      end(Status.INTERNAL.withDescription("the stand-in failed: " + e).asRuntimeException());
    } finally {
      turn.unlock();
    }
  }

  private void answer(AppendRowsRequest request) {
    observer.onNext(gate.pass("write.append", () -> appender.append(request, writer)));
    boolean unused = gate.at("write.connection", () -> true);
  }

  @Override
  public void onError(Throwable cause) {
    closed.accept(this);
  }

  @Override
  public void onCompleted() {
    turn.lock();
    try {
      if (!ended) {
        ended = true;
        observer.onCompleted();
      }
    } finally {
      turn.unlock();
      closed.accept(this);
    }
  }

  /** Ends it with an error; with OK, as if there were none. */
  void end(StatusRuntimeException error) {
    turn.lock();
    try {
      if (!ended) {
        ended = true;
        if (error.getStatus().isOk()) {
          observer.onCompleted();
        } else {
          observer.onError(error);
        }
      }
    } finally {
      turn.unlock();
      closed.accept(this);
    }
  }

  /** Ends it as the service does. Source: text in python-bigquery-storage issue 593. */
  void endIfIdle(Duration longest) {
    turn.lock();
    try {
      if (Duration.between(lastUsed, clock.instant()).compareTo(longest) >= 0) {
        end(
            Status.ABORTED
                .withDescription(
                    "Closing the stream because it has been inactive for %d seconds. Entity: %s"
                        .formatted(longest.toSeconds(), writer.streamName()))
                .asRuntimeException());
      }
    } finally {
      turn.unlock();
    }
  }
}
