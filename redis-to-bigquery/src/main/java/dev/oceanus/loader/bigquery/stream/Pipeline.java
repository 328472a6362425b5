package dev.oceanus.loader.bigquery.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * Sends the chunks of a batch, several before the first is answered, in bounded memory. Used by one
 * thread.
 */
final class Pipeline {
  private static final int MAX_REQUESTS = 8;
  private static final int MAX_BYTES = 8 << 20;

  private final Appends appends;
  private final long start;
  private final Deque<Chunk> flying = new ArrayDeque<>();
  private int bytes;

  /**
   * @param start offset of the first row
   */
  Pipeline(Appends appends, long start) {
    this.appends = appends;
    this.start = start;
  }

  /** Taken if all rows are in the stream, else the first other answer, by a position's chunk. */
  AppendAnswer run(Iterator<Chunk> chunks) {
    while (chunks.hasNext() || !flying.isEmpty()) {
      if (chunks.hasNext() && isRoom()) {
        send(chunks.next());
      } else {
        Chunk chunk = flying.remove();
        bytes -= chunk.bytes();
        AppendAnswer answer = appends.await();
        if (!isIn(answer, chunk)) {
          return answer;
        }
      }
    }
    return new AppendAnswer.Taken();
  }

  private boolean isRoom() {
    return flying.isEmpty() || (flying.size() < MAX_REQUESTS && bytes < MAX_BYTES);
  }

  private void send(Chunk chunk) {
    appends.send(chunk, start + chunk.first());
    flying.add(chunk);
    bytes += chunk.bytes();
  }

  /** A chunk that is there already is so by us: nobody else appends to this stream. */
  private boolean isIn(AppendAnswer answer, Chunk chunk) {
    if (answer instanceof AppendAnswer.There there) {
      OptionalLong end = there.expected();
      return end.isEmpty() || end.getAsLong() >= start + chunk.first() + chunk.size();
    }
    return answer instanceof AppendAnswer.Taken;
  }
}
