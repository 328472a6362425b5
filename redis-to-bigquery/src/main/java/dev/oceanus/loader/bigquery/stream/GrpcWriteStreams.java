package dev.oceanus.loader.bigquery.stream;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.TableName;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.Int64Value;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Streams through Google's generated client, which sends what it is told and no more. The
 * StreamWriter above it opens connections again, sends again for up to five minutes, and has
 * threads that keep a process alive. Thread-safe.
 */
final class GrpcWriteStreams implements WriteStreams {
  private static final Duration QUOTA_WAIT = Duration.ofSeconds(10);

  private final WriteClient client;

  GrpcWriteStreams(WriteClient client) {
    this.client = client;
  }

  @Override
  public StreamName create(String table, Kind kind) {
    WriteStream.Type type =
        switch (kind) {
          case BUFFERED -> WriteStream.Type.BUFFERED;
          case PENDING -> WriteStream.Type.PENDING;
        };
    WriteStream stream = WriteStream.newBuilder().setType(type).build();
    String what = "opening a stream of table " + table;
    try {
      String path = call(write -> write.createWriteStream(parent(table), stream).getName());
      return new StreamName(table, path.substring(path.lastIndexOf('/') + 1));
    } catch (ApiException e) {
      throw unavailable(what, e);
    }
  }

  @Override
  public Appends open(StreamName stream, RowFormat format) {
    return new GrpcAppends(this, stream, format);
  }

  @Override
  public boolean flush(StreamName stream, long upTo) {
    FlushRowsRequest request =
        FlushRowsRequest.newBuilder()
            .setWriteStream(path(stream))
            .setOffset(Int64Value.of(upTo))
            .build();
    String what = "flushing " + stream;
    try {
      long reached = call(write -> write.flushRows(request).getOffset());
      if (reached < upTo) {
        throw new WarehouseUnavailableException(
            "%s up to row %d, BigQuery says up to %d".formatted(what, upTo, reached), null);
      }
      return true;
    } catch (ApiException e) {
      return switch (WriteFailure.of(e)) {
        case OFFSET_TAKEN -> true; // up to here or further it was flushed before
        case STREAM_OVER, MISTAKE, OFFSET_MISSING -> false;
        default -> throw unavailable(what, e);
      };
    }
  }

  @Override
  public void end(StreamName stream) {
    try {
      call(write -> write.finalizeWriteStream(path(stream)));
    } catch (ApiException e) {
      if (WriteFailure.of(e) != WriteFailure.STREAM_OVER) {
        throw unavailable("finalising " + stream, e);
      }
    }
  }

  WriteClient client() {
    return client;
  }

  String path(StreamName stream) {
    return parent(stream.table()) + "/streams/" + stream.id();
  }

  private String parent(String table) {
    WarehouseConfig.BigQuery dataset = client.connection().config();
    return TableName.of(dataset.project(), dataset.dataset(), table).toString();
  }

  private <T> T call(Function<BigQueryWriteClient, T> call) {
    T answer = call.apply(client.get());
    client.answered();
    return answer;
  }

  /** An error as one that may pass. */
  WarehouseUnavailableException unavailable(String what, Throwable error) {
    WriteFailure failure = WriteFailure.of(error);
    if (failure == WriteFailure.UNAUTHENTICATED) {
      client.renew();
    } else if (failure == WriteFailure.UNREACHABLE) {
      client.unanswered();
    }
    @Nullable Duration wait = failure == WriteFailure.QUOTA ? QUOTA_WAIT : null;
    return new WarehouseUnavailableException(
        failure.line(what, String.valueOf(error.getMessage()), client.connection().config()),
        error,
        wait);
  }
}
