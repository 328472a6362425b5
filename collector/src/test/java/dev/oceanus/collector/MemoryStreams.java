package dev.oceanus.collector;

import dev.oceanus.collector.backlog.StreamLengths;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamAppender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Streams in memory that keep the promise of {@link StreamAppender}: a micro-batch that was stored
 * is not stored again, and one that was overtaken never is; of one call nothing of a producer is
 * stored behind what was not confirmed. Tests may make it refuse.
 */
public final class MemoryStreams implements StreamAppender, StreamLengths {
  private static final AppendOutcome UNTRIED =
      new AppendOutcome.Unconfirmed("behind one that the test refused");

  private final Map<String, Long> lastSequences = new HashMap<>();
  private final List<MicroBatch> stored = new ArrayList<>();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private final AtomicInteger waiting = new AtomicInteger();
  private int refusals;
  private int lostAnswers;
  private int calls;

  @Override
  public List<AppendOutcome> append(List<MicroBatch> batches) {
    awaitRelease();
    synchronized (this) {
      calls++;
      Map<String, AppendOutcome> refused = new HashMap<>();
      List<AppendOutcome> outcomes = new ArrayList<>(batches.size());
      for (MicroBatch batch : batches) {
        String producer = producer(batch);
        AppendOutcome outcome = refused.containsKey(producer) ? UNTRIED : append(batch);
        if (outcome instanceof AppendOutcome.Unconfirmed) {
          refused.put(producer, outcome);
        }
        outcomes.add(outcome);
      }
      return outcomes;
    }
  }

  private void awaitRelease() {
    waiting.incrementAndGet();
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.decrementAndGet();
    }
  }

  @Override
  public synchronized OptionalLong total(List<Shard> shards) {
    return OptionalLong.of(
        stored.stream()
            .filter(batch -> shards.contains(batch.shard()))
            .mapToLong(batch -> batch.events().size())
            .sum());
  }

  /** Calls that wait for {@link #release} now. */
  public int waiting() {
    return waiting.get();
  }

  private static String producer(MicroBatch batch) {
    return batch.shard() + "/" + batch.producer();
  }

  /** Lets no call go on until {@link #release}. */
  public void hold() {
    held = new CountDownLatch(1);
  }

  /** Lets all calls go on. */
  public void release() {
    held.countDown();
  }

  private AppendOutcome append(MicroBatch batch) {
    if (refusals > 0) {
      refusals--;
      return new AppendOutcome.Unconfirmed("refused by the test");
    }
    String producer = producer(batch);
    boolean repeated = batch.sequence() <= lastSequences.getOrDefault(producer, 0L);
    if (!repeated) {
      lastSequences.put(producer, batch.sequence());
      stored.add(batch);
    }
    if (lostAnswers > 0) {
      lostAnswers--;
      return new AppendOutcome.Unconfirmed("answer lost by the test");
    }
    return new AppendOutcome.Stored(repeated);
  }

  /** Stores none of the next micro-batches. */
  public synchronized void refuse(int batches) {
    refusals = batches;
  }

  /** Stores the next micro-batches, but doesn't say so. */
  public synchronized void loseAnswers(int batches) {
    lostAnswers = batches;
  }

  /** Number of calls so far. */
  public synchronized int calls() {
    return calls;
  }

  /** What was stored, in order. */
  public synchronized List<MicroBatch> stored() {
    return List.copyOf(stored);
  }

  /** Events of a lane, in order. */
  public List<Event> events(String lane, Schema schema) {
    EventCodec codec = new EventCodec(schema);
    return stored().stream()
        .filter(batch -> batch.shard().lane().equals(lane))
        .flatMap(batch -> batch.events().stream())
        .map(codec::decode)
        .map(decoded -> ((EventCodec.Decoded.Readable) decoded).event())
        .toList();
  }
}
