package dev.oceanus.collector.http;

import dev.oceanus.collector.ledger.DelayLedger;
import dev.oceanus.collector.ledger.DelayLedger.End;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/**
 * Holds answers back for a while by timers of I/O threads, so that waiting costs no thread, and no
 * more than so many at once. Thread-safe.
 */
final class Delays {
  private final int most;
  private final DelayLedger ledger;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<Held> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param most so many answers may wait
   */
  Delays(int most, DelayLedger ledger) {
    this.most = most;
    this.ledger = ledger;
    ledger.waiting(count::get);
  }

  /**
   * Two answers to one call, of which one is sent.
   *
   * @param later when the time is over
   * @param instead at once, where waiting is not possible or comes to an end too early
   */
  record Answers(Reply later, Reply instead) {}

  /** Sends the answer after this time; called on the call's I/O thread. */
  void send(Call call, Duration after, Answers answers) {
    if (closed) {
      instead(call, answers, End.CLOSING);
    } else if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      instead(call, answers, End.FULL);
    } else {
      call.held();
      Held held = new Held(call, answers);
      waiting.add(held);
      held.begin(after);
      if (closed) {
        held.end(End.CLOSING); // it came too late to be seen by the one who closes
      }
    }
  }

  /** Answers all that wait, and from now on everything at once. */
  void close() {
    closed = true;
    for (Held held : waiting) {
      held.call.exchange().getIoThread().execute(() -> held.end(End.CLOSING));
    }
  }

  private void instead(Call call, Answers answers, End end) {
    ledger.ended(end);
    call.send(answers.instead);
  }

  /** One answer that waits. Used on its I/O thread only. */
  private final class Held {
    private final Call call;
    private final Answers answers;
    private XnioExecutor.@Nullable Key timer;
    private boolean ended;

    Held(Call call, Answers answers) {
      this.call = call;
      this.answers = answers;
    }

    void begin(Duration after) {
      timer =
          call.exchange()
              .getIoThread()
              .executeAfter(() -> end(End.WAITED), after.toMillis(), TimeUnit.MILLISECONDS);
      Departure.watch(call.exchange(), () -> end(End.GONE));
    }

    void end(End how) {
      if (ended) {
        return;
      }
      ended = true;
      if (timer != null) {
        timer.remove();
      }
      waiting.remove(this);
      count.decrementAndGet();
      call.guarded(() -> answer(how));
    }

    private void answer(End how) {
      if (how == End.WAITED) {
        ledger.ended(how);
        call.send(answers.later);
      } else {
        instead(how == End.GONE ? call.closing() : call, answers, how);
      }
    }
  }
}
