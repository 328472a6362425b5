package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamResponse;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsResponse;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import com.google.cloud.bigquery.storage.v1.WriteStream.WriteMode;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.Timestamp;
import dev.oceanus.fakebigquery.api.TableRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The methods with one request and one answer. Thread-safe. They throw {@link RefusedException}.
 */
final class WriteMethods {
  private final Streams streams;
  private final StreamRegistry registry;
  private final TableViews views;

  WriteMethods(Streams streams, StreamRegistry registry, TableViews views) {
    this.streams = streams;
    this.registry = registry;
    this.views = views;
  }

  WriteStream create(CreateWriteStreamRequest request) {
    TableRef table = table(request.getParent());
    Type type = request.getWriteStream().getType();
    WriteMode mode = request.getWriteStream().getWriteMode();
    if (type != Type.COMMITTED && type != Type.BUFFERED && type != Type.PENDING) {
      throw malformed("A stream is COMMITTED, BUFFERED or PENDING, not " + type);
    }
    if (mode != WriteMode.INSERT && mode != WriteMode.WRITE_MODE_UNSPECIFIED) {
      throw malformed("A stream's mode is INSERT, not " + mode);
    }
    return resource(registry.create(table, type), true);
  }

  WriteStream get(GetWriteStreamRequest request) {
    return resource(
        registry.find(stream(request.getName())), request.getView() == WriteStreamView.FULL);
  }

  /** Says which row is the last that is flushed; asked for an earlier one, it says that one. */
  FlushRowsResponse flush(FlushRowsRequest request) {
    if (!request.hasOffset()) {
      throw malformed("FlushRows needs the offset of the last row to flush");
    }
    streams.flush(stream(request.getWriteStream()), request.getOffset().getValue());
    return FlushRowsResponse.newBuilder().setOffset(request.getOffset().getValue()).build();
  }

  FinalizeWriteStreamResponse finish(FinalizeWriteStreamRequest request) {
    return FinalizeWriteStreamResponse.newBuilder()
        .setRowCount(streams.finish(stream(request.getName())))
        .build();
  }

  /**
   * Answers faults of streams without an error status (source: {@code stream_errors} in
   * storage.proto: "ZERO stream is committed due to atomicity guarantee").
   */
  BatchCommitWriteStreamsResponse commit(BatchCommitWriteStreamsRequest request) {
    TableRef table = table(request.getParent());
    List<StorageError> errors = new ArrayList<>();
    List<StreamName> names = new ArrayList<>();
    for (String text : request.getWriteStreamsList().stream().distinct().sorted().toList()) {
      StreamName name = stream(text);
      names.add(name);
      commitFault(name, table).map(Refusal::detail).ifPresent(errors::add);
    }
    if (names.isEmpty()) {
      throw malformed("No streams to commit");
    }
    if (!errors.isEmpty()) {
      return BatchCommitWriteStreamsResponse.newBuilder().addAllStreamErrors(errors).build();
    }
    return BatchCommitWriteStreamsResponse.newBuilder()
        .setCommitTime(timestamp(streams.commit(names)))
        .build();
  }

  private Optional<Refusal> commitFault(StreamName name, TableRef table) {
    if (!name.table().equals(table)) {
      return Optional.of(
          Refusals.streamState(name, "The stream is not of table " + StreamName.path(table)));
    }
    try {
      streams.checkCommit(name);
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.refusal());
    }
  }

  /**
   * Tells nothing about rows: neither where the next append goes nor what is flushed (source:
   * stream.proto).
   */
  private WriteStream resource(StreamState state, boolean full) {
    WriteStream.Builder stream =
        WriteStream.newBuilder()
            .setName(state.name().toString())
            .setType(state.type())
            .setWriteMode(WriteMode.INSERT)
            .setCreateTime(timestamp(state.created()))
            .setLocation(views.location(state.name().table()));
    state.committed().ifPresent(time -> stream.setCommitTime(timestamp(time)));
    if (state.type() == Type.COMMITTED) {
      stream.setCommitTime(stream.getCreateTime());
    }
    if (full) {
      stream.setTableSchema(views.of(state).known());
    }
    return stream.build();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static StreamName stream(String name) {
    return StreamName.parse(name)
        .orElseThrow(() -> malformed("Invalid stream name: '" + name + "'"));
  }

  private static TableRef table(String name) {
    return StreamName.parseTable(name)
        .orElseThrow(() -> malformed("Invalid table name: '" + name + "'"));
  }

  private static RefusedException malformed(String message) {
    return new RefusedException(Refusals.malformed(message));
  }
}
