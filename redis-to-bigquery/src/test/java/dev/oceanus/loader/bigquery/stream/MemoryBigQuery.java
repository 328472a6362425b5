package dev.oceanus.loader.bigquery.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.bigquery.job.FoundJob;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import dev.oceanus.loader.bigquery.job.Jobs;
import dev.oceanus.loader.bigquery.table.SealText;
import dev.oceanus.loader.warehouse.Committed;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Jobs, streams and one table in memory, by the rules that Google documents: an id is taken once,
 * an offset is written once, a stream that is over takes no append and no flush. Thread-safe.
 */
final class MemoryBigQuery implements Jobs, WriteStreams, HeldBatches {
  private final Map<String, FoundJob> jobs = new LinkedHashMap<>();
  private final Map<String, List<VisibleRow>> loads = new LinkedHashMap<>();
  private final Map<StreamName, MemoryStream> streams = new HashMap<>();
  private final List<VisibleRow> table = new ArrayList<>();
  private int made;

  /** A row of the table. */
  record VisibleRow(String batch, String entry, Optional<String> seal) {}

  private static final class MemoryStream {
    private final List<VisibleRow> rows = new ArrayList<>();
    private int visible;
    private boolean over;
  }

  @Override
  public synchronized Optional<FoundJob> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public synchronized void query(String id, Map<String, String> labels, String sql) {
    jobs.putIfAbsent(id, job(id, new Fate.Done(), true, 0, labels));
  }

  @Override
  public void load(Load load, Content content) {
    throw new UnsupportedOperationException("rows are given as they are, see begin()");
  }

  /** Starts a load of these rows, which goes on until {@link #finish}. */
  synchronized void begin(String id, Map<String, String> labels, List<VisibleRow> rows) {
    if (jobs.putIfAbsent(id, job(id, new Fate.Live(), false, 0, labels)) == null) {
      loads.put(id, rows);
    }
  }

  /** Loads that go on. */
  synchronized Set<String> running() {
    return new HashSet<>(loads.keySet());
  }

  /** Ends a load. */
  synchronized void finish(String id, boolean well) {
    FoundJob job = jobs.get(id);
    List<VisibleRow> rows = loads.remove(id);
    if (job == null || rows == null) {
      return;
    }
    if (well) {
      table.addAll(rows);
    }
    Fate fate =
        well
            ? new Fate.Done()
            : new Fate.Failed(BigQueryFailure.UNREACHABLE, "failed", Instant.EPOCH, List.of());
    jobs.put(id, job(id, fate, false, well ? rows.size() : 0, job.labels()));
  }

  private static FoundJob job(
      String id, Fate fate, boolean query, int rows, Map<String, String> labels) {
    return new FoundJob(id, fate, query, rows, labels, Instant.EPOCH);
  }

  @Override
  public synchronized StreamName create(String name, Kind kind) {
    StreamName stream = new StreamName(name, "S" + ++made);
    streams.put(stream, new MemoryStream());
    return stream;
  }

  @Override
  public Appends open(StreamName stream, RowFormat format) {
    return new MemoryAppends(stream, descriptor(format));
  }

  private synchronized AppendAnswer append(StreamName name, List<VisibleRow> rows, long offset) {
    MemoryStream stream = stream(name);
    int end = stream.rows.size();
    if (stream.over) {
      return new AppendAnswer.Over();
    }
    if (offset < end) {
      return new AppendAnswer.There(OptionalLong.of(end));
    }
    if (offset > end) {
      return new AppendAnswer.Missing(OptionalLong.of(end));
    }
    stream.rows.addAll(rows);
    return new AppendAnswer.Taken();
  }

  @Override
  public synchronized boolean flush(StreamName name, long upTo) {
    MemoryStream stream = stream(name);
    if (stream.over || upTo >= stream.rows.size()) {
      return false;
    }
    while (stream.visible <= upTo) {
      table.add(stream.rows.get(stream.visible++));
    }
    return true;
  }

  @Override
  public synchronized void end(StreamName name) {
    stream(name).over = true;
  }

  private MemoryStream stream(StreamName name) {
    return Optional.ofNullable(streams.get(name)).orElseThrow();
  }

  @Override
  public synchronized Optional<Committed> find(BatchId id) {
    return table.stream()
        .flatMap(row -> row.seal().stream())
        .filter(seal -> seal.startsWith(SealText.prefix(id)))
        .findFirst()
        .map(seal -> SealText.read(id.lane(), seal).orElseThrow());
  }

  /** All visible rows. */
  synchronized List<VisibleRow> rows() {
    return List.copyOf(table);
  }

  /** A connection: what is sent takes effect when it is waited for, or not at all. */
  private final class MemoryAppends implements Appends {
    private final StreamName stream;
    private final Descriptor descriptor;
    private final Deque<Sent> sent = new ArrayDeque<>();

    private record Sent(List<VisibleRow> rows, long offset) {}

    MemoryAppends(StreamName stream, Descriptor descriptor) {
      this.stream = stream;
      this.descriptor = descriptor;
    }

    @Override
    public void send(Chunk chunk, long offset) {
      List<VisibleRow> rows =
          chunk.rows().getSerializedRowsList().stream().map(row -> read(descriptor, row)).toList();
      sent.add(new Sent(rows, offset));
    }

    @Override
    public AppendAnswer await() {
      Sent next = sent.remove();
      return append(stream, next.rows(), next.offset());
    }

    @Override
    public void close() {}
  }

  static Descriptor descriptor(RowFormat format) {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("row.proto")
            .addMessageType(format.descriptor())
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Row");
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static VisibleRow read(Descriptor descriptor, ByteString row) {
    try {
      DynamicMessage message = DynamicMessage.parseFrom(descriptor, row);
      FieldDescriptor seal = descriptor.findFieldByName("_seal");
      return new VisibleRow(
          String.valueOf(message.getField(descriptor.findFieldByName("_batch"))),
          String.valueOf(message.getField(descriptor.findFieldByName("_entry"))),
          message.hasField(seal)
              ? Optional.of(String.valueOf(message.getField(seal)))
              : Optional.empty());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
