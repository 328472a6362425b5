package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.bigquery.stream.StreamRegistry.Line;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes' streams, each made when it is first asked for. Thread-safe. */
final class LaneStreams {
  private final StreamKit kit;
  private final Map<Line, LaneStream> lanes = new ConcurrentHashMap<>();

  LaneStreams(StreamKit kit) {
    this.kit = kit;
  }

  /** The stream of a batch's lane in this life of its data; connections of others are closed. */
  LaneStream of(BatchId id) {
    Line line = new Line(id.epoch(), id.lane());
    LaneStream known = lanes.get(line);
    if (known != null) {
      return known;
    }
    lanes.forEach(
        (other, stream) -> {
          if (other.lane().equals(line.lane())) {
            stream.close();
          }
        });
    return lanes.computeIfAbsent(line, made -> new LaneStream(made, kit));
  }

  void close() {
    lanes.values().forEach(LaneStream::close);
  }
}
