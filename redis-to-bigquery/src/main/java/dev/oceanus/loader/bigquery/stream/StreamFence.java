package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.bigquery.OtherMode;
import dev.oceanus.loader.bigquery.stream.StreamRegistry.Line;
import dev.oceanus.loader.warehouse.Committed;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends the streams of whoever committed by streams before, for a process that loads. One question
 * for each batch, where nobody does. Thread-safe.
 */
final class StreamFence implements OtherMode {
  private final StreamRegistry registry;
  private final WriteStreams streams;
  private final HeldBatches held;
  private final Map<Line, Settled> lines = new ConcurrentHashMap<>();

  /** A lane's streams, and whether the table may hold more by them than was asked for. */
  private static final class Settled {
    private final StreamLine line;
    private boolean asking;

    Settled(StreamLine line) {
      this.line = line;
    }
  }

  StreamFence(StreamRegistry registry, WriteStreams streams, HeldBatches held) {
    this.registry = registry;
    this.streams = streams;
    this.held = held;
  }

  @Override
  public Optional<Committed> settle(BatchId id) {
    Settled lane =
        lines.computeIfAbsent(
            new Line(id.epoch(), id.lane()),
            line -> new Settled(new StreamLine(line, registry, streams)));
    synchronized (lane) {
      lane.asking |= lane.line.endLast();
      if (!lane.asking) {
        return Optional.empty();
      }
      Optional<Committed> found = held.find(id);
      // Batches come one behind the other: where one is missing, the later ones are too.
      lane.asking = found.isPresent();
      return found;
    }
  }
}
