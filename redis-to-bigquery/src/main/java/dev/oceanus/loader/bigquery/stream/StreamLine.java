package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.loader.bigquery.stream.StreamRegistry.Line;
import dev.oceanus.loader.bigquery.stream.StreamRegistry.Place;
import java.util.Optional;

/**
 * The streams of one lane, as far as this process knows them: which of them are over. Streams come
 * one behind the other: a place is taken only when the stream before it is over, so that at any
 * time at most one, the last, can make rows visible. Not thread-safe.
 */
final class StreamLine {
  private final Line line;
  private final StreamRegistry registry;
  private final WriteStreams streams;
  private int over;

  StreamLine(Line line, StreamRegistry registry, WriteStreams streams) {
    this.line = line;
    this.registry = registry;
    this.streams = streams;
  }

  /**
   * All streams up to this number are known to be over; 0 if there is none of which that is known.
   */
  int over() {
    return over;
  }

  /**
   * Ends the last stream that was begun, whoever began it, without keeping them from beginning
   * again.
   *
   * @return whether there was anything
   */
  boolean endLast() {
    Optional<Place> last = registry.lastBehind(line, over);
    if (last.isEmpty()) {
      return false;
    }
    last.get().stream().ifPresent(streams::end);
    over = last.get().number();
    return true;
  }

  /**
   * Begins a stream when all before are over. From here on none but it makes rows visible, until it
   * is over itself.
   *
   * @return empty if somebody else has begun one meanwhile
   */
  Optional<Place> begin(String table) {
    endLast();
    StreamName stream = streams.create(table, WriteStreams.Kind.BUFFERED);
    Place place = new Place(over + 1, Optional.of(stream));
    return registry.take(line, place) ? Optional.of(place) : Optional.empty();
  }

  /** Ends all streams that were begun before this. */
  void fence() {
    boolean last = false;
    while (!last) {
      endLast();
      last = registry.take(line, new Place(over + 1, Optional.empty()));
    }
    over++;
  }
}
