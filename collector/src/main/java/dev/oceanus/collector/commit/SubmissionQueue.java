package dev.oceanus.collector.commit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Submissions that wait for a writer, in order, bounded by events and by bytes. Thread-safe. */
final class SubmissionQueue {
  private final CommitLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final ArrayDeque<Submission> waiting = new ArrayDeque<>();
  private int events;
  private long bytes;
  private int idle;
  private boolean ended;

  SubmissionQueue(CommitLimits limits) {
    this.limits = limits;
  }

  /**
   * Adds a submission.
   *
   * @param share part of the bounds that this kind of submission may use, 0 to 1
   * @return false if there is no room
   */
  boolean offer(Submission submission, double share) {
    lock.lock();
    try {
      boolean full =
          events + submission.events().size() > limits.queueEvents() * share
              || bytes + submission.bytes() > limits.queueBytes() * share;
      if (full) {
        return false;
      }
      waiting.addLast(submission);
      events += submission.events().size();
      bytes += submission.bytes();
      if (idle > 0) {
        arrived.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what is there, up to the bounds of a batch.
   *
   * @param waitNanos how long to wait for the first submission
   * @return nothing if none came
   */
  List<Submission> take(long waitNanos) throws InterruptedException {
    lock.lock();
    try {
      long left = waitNanos;
      while (waiting.isEmpty() && left > 0 && !ended) {
        idle++;
        try {
          left = arrived.awaitNanos(left);
        } finally {
          idle--;
        }
      }
      return poll();
    } finally {
      lock.unlock();
    }
  }

  private List<Submission> poll() {
    List<Submission> taken = new ArrayList<>(Math.min(waiting.size(), 64));
    int takenEvents = 0;
    long takenBytes = 0;
    for (Submission head = waiting.peekFirst(); head != null; head = waiting.peekFirst()) {
      takenEvents += head.events().size();
      takenBytes += head.bytes();
      boolean over = takenEvents > limits.batchEvents() || takenBytes > limits.batchBytes();
      if (over && !taken.isEmpty()) {
        break;
      }
      taken.add(removeFirst());
    }
    return taken;
  }

  /** Takes all that were submitted before this time. */
  List<Submission> takeOlderThan(long nanos) {
    lock.lock();
    try {
      List<Submission> old = new ArrayList<>();
      for (Submission head = waiting.peekFirst();
          head != null && head.submittedNanos() - nanos < 0;
          head = waiting.peekFirst()) {
        old.add(removeFirst());
      }
      return old;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing waits any more, for so long at most. */
  void awaitEmpty(long waitNanos) {
    lock.lock();
    try {
      long left = waitNanos;
      while (!waiting.isEmpty() && left > 0) {
        left = emptied.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody wait for a submission any more. */
  void end() {
    lock.lock();
    try {
      ended = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Submission removeFirst() {
    Submission first = waiting.removeFirst();
    events -= first.events().size();
    bytes -= first.bytes();
    if (waiting.isEmpty()) {
      emptied.signalAll();
    }
    return first;
  }

  /** Events that wait now. */
  int size() {
    lock.lock();
    try {
      return events;
    } finally {
      lock.unlock();
    }
  }
}
