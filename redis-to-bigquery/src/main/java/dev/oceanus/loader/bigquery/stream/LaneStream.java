package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.bigquery.stream.StreamRegistry.Line;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.CommitOutcome.Abandoned;
import dev.oceanus.loader.warehouse.CommitOutcome.Done;
import dev.oceanus.loader.warehouse.CommitOutcome.Pending;
import dev.oceanus.loader.warehouse.CommitOutcome.Refused;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.WarehouseBusyException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lane's commits in this process, in one life of its data. Thread-safe: one commit at a time.
 *
 * <p>Why no batch is ever visible twice, whoever is paused wherever:
 *
 * <ol>
 *   <li>Only the process that began a stream appends to it and flushes it, and it begins the next
 *       one only when this is over. Streams stand in a list that only grows ({@link
 *       StreamRegistry}); a place is taken only when the stream before it is over; nothing of a
 *       stream that is over becomes visible. So whatever becomes visible does so by the last
 *       stream, and a loader that another one has passed by can do nothing any more.
 *   <li>A batch goes on a stream when the table, asked after the stream was begun, does not hold
 *       it: nobody before can add it any more, and nobody behind before this stream is over.
 *       Without asking, a batch goes on a stream only behind the one before it: nobody has a batch
 *       in hand before the previous one is visible, so whoever else decided about it has ended this
 *       stream since.
 *   <li>What decides about a batch without a stream (a load job, a job of no rows, a mark that it
 *       is given up) takes a place among the batch's jobs ({@link Claims}) and ends all streams: a
 *       load and a job of no rows before, a mark afterwards. The first batch on a stream takes a
 *       place too, the others look whether one is taken. Either the stream sees the mark, or the
 *       mark's owner has ended the stream and then sees in the table what came of it.
 *   <li>Rows that are on a stream and not flushed belong to one attempt of one batch. For any other
 *       one the stream is ended. The same attempt is cut into the same chunks for the same offsets,
 *       so that what BigQuery has already is not taken twice.
 * </ol>
 *
 * <p>And none is lost: it is answered as done only when its flush is known to have taken effect, or
 * when the table or a job says that it is there.
 */
final class LaneStream {
  private final StreamKit kit;
  private final StreamLine streams;
  private final ReentrantLock lock = new ReentrantLock();
  private final BatchWriter writer;
  private State state = new NoStream();

  /** Where the lane's stream stands. */
  private sealed interface State {}

  /** There is none of ours, or it is over. */
  private record NoStream() implements State {}

  /**
   * All rows that are on it are visible.
   *
   * @param number its place among the lane's streams
   * @param next offset of the next row
   * @param last what was flushed last, and by this stream
   */
  private record Clean(int number, StreamName name, long next, Optional<Committed> last)
      implements State {
    boolean isLast(BatchId id) {
      return last.filter(found -> found.id().equals(id)).isPresent();
    }

    boolean isFollowedBy(BatchId id) {
      return last.filter(found -> found.id().next().equals(id)).isPresent();
    }
  }

  /** Rows of this attempt may be on it from its end on, and may be visible. */
  private record Dirty(Clean before, BatchId id, int attempt) implements State {
    boolean isOf(Seal seal) {
      return id.equals(seal.id()) && attempt == seal.attempt();
    }
  }

  LaneStream(Line line, StreamKit kit) {
    this.kit = kit;
    this.streams = new StreamLine(line, kit.registry(), kit.streams());
    this.writer = new BatchWriter(kit.streams(), kit.limits());
  }

  CommitOutcome commit(Batch batch) {
    lock.lock();
    try {
      Seal seal = batch.seal();
      return switch (state) {
        case Clean clean when clean.isLast(seal.id()) -> new Done(clean.last().orElseThrow());
        case Clean clean when isFor(clean, batch) -> commit(clean, batch);
        case Dirty dirty when dirty.isOf(seal) -> write(dirty, batch);
        case Clean unused -> commitAnew(batch);
        case Dirty unused -> commitAnew(batch);
        case NoStream unused -> commitAnew(batch);
      };
    } finally {
      lock.unlock();
    }
  }

  /** See {@link dev.oceanus.loader.warehouse.Warehouse#abandon}. */
  Optional<Committed> abandon(BatchId id) {
    lock.lock();
    try {
      return switch (kit.claims().abandon(id)) {
        case Ruling.Held there -> Optional.of(there.found());
        case Ruling.Busy busy ->
            throw new WarehouseBusyException("job " + busy.job() + " is under way", kit.jitter());
        case Ruling.Free unused -> afterAll(id);
        case Ruling.Abandoned unused -> afterAll(id);
        case Ruling.Overtaken unused -> afterAll(id);
      };
    } finally {
      lock.unlock();
    }
  }

  /** What the table holds of a batch that is marked, once no stream can add it any more. */
  private Optional<Committed> afterAll(BatchId id) {
    forget();
    streams.fence();
    return kit.held().find(id);
  }

  /** Closes the connection; the stream stays as it is, and nothing is lost. */
  void close() {
    lock.lock();
    try {
      writer.close();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFor(Clean stream, Batch batch) {
    return !batch.rows().isEmpty() && stream.name().table().equals(kit.tables().of(batch));
  }

  /** The stream takes no other batch; the next one, or whoever ends all, ends it first. */
  private CommitOutcome commitAnew(Batch batch) {
    forget();
    return batch.rows().isEmpty() ? commitEmpty(batch.seal()) : begin(batch);
  }

  private CommitOutcome begin(Batch batch) {
    return streams
        .begin(kit.tables().of(batch))
        .map(place -> new Clean(place.number(), place.stream().orElseThrow(), 0, Optional.empty()))
        .map(
            begun -> {
              state = begun;
              return commit(begun, batch);
            })
        .orElseGet(this::later);
  }

  private CommitOutcome commit(Clean stream, Batch batch) {
    Seal seal = batch.seal();
    Ruling ruling =
        stream.isFollowedBy(seal.id()) && !kit.claims().isContested(seal.id())
            ? new Ruling.Free()
            : kit.claims().claim(seal.id(), stream.number());
    if (ruling instanceof Ruling.Free) {
      return write(new Dirty(stream, seal.id(), seal.attempt()), batch);
    }
    if (ruling instanceof Ruling.Overtaken) {
      forget();
    }
    return told(seal.id(), ruling);
  }

  private CommitOutcome commitEmpty(Seal seal) {
    streams.fence();
    return told(seal.id(), kit.claims().commitEmpty(seal, streams.over()));
  }

  private CommitOutcome told(BatchId id, Ruling ruling) {
    return switch (ruling) {
      case Ruling.Held there -> new Done(there.found());
      case Ruling.Abandoned unused ->
          afterAll(id).<CommitOutcome>map(Done::new).orElseGet(Abandoned::new);
      case Ruling.Busy unused -> later();
      case Ruling.Overtaken unused -> later();
      case Ruling.Free unused -> throw new IllegalStateException(id + " is free, and nobody's");
    };
  }

  private CommitOutcome write(Dirty dirty, Batch batch) {
    state = dirty;
    Clean stream = dirty.before();
    kit.failPoints().pass(FailPoint.LOADER_BEFORE_SUBMIT);
    return switch (writer.write(stream.name(), stream.next(), batch)) {
      case AppendAnswer.Taken unused -> flush(stream, batch.seal());
      case AppendAnswer.RowsRefused refused ->
          new Refused(
              "%d rows were refused, the first: %s"
                  .formatted(refused.rows().size(), refused.rows().getFirst().detail()));
      case AppendAnswer.Refused refused -> new Refused(refused.detail());
      case AppendAnswer.Behind behind ->
          throw new WarehouseUnavailableException(
              "%s does not know the table's new columns yet, which takes BigQuery some minutes: %s"
                  .formatted(stream.name(), behind.detail()),
              null,
              kit.patience());
      case AppendAnswer.Over unused -> lost();
      case AppendAnswer.Missing unused -> lost();
      case AppendAnswer.There unused -> lost();
    };
  }

  /** The stream is over, or what is on it is not what we have put there. */
  private CommitOutcome lost() {
    forget();
    return later();
  }

  private CommitOutcome flush(Clean stream, Seal seal) {
    kit.failPoints().pass(FailPoint.LOADER_IN_COMMIT);
    long next = stream.next() + seal.rows();
    if (!kit.streams().flush(stream.name(), next - 1)) {
      return lost();
    }
    kit.failPoints().pass(FailPoint.LOADER_SUBMITTED);
    Committed committed = Committed.of(seal);
    state = new Clean(stream.number(), stream.name(), next, Optional.of(committed));
    return new Done(committed);
  }

  private void forget() {
    state = new NoStream();
    writer.close();
  }

  /** Somebody else was at it just now: who asks again at once would only hinder him. */
  private CommitOutcome later() {
    long longest = kit.jitter().toMillis();
    return new Pending(Duration.ofMillis(kit.random().nextLong(longest / 4, longest)));
  }
}
