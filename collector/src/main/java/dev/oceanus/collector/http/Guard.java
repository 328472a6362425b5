package dev.oceanus.collector.http;

import dev.oceanus.collector.ledger.Ledger;
import dev.oceanus.common.life.Fatal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands around all work for a request, whenever it is done: a fault of ours is logged, counted and
 * answered 500, an error of the machine ends the process. Thread-safe.
 */
final class Guard {
  private static final Logger logger = LoggerFactory.getLogger(Guard.class);

  private final Ledger ledger;
  private final Fatal fatal;

  Guard(Ledger ledger, Fatal fatal) {
    this.ledger = ledger;
    this.fatal = fatal;
  }

  /** Does work for this call. */
  void run(Call call, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      logger.error("a request met a fault of ours and was answered 500", e);
      ledger.failedRequest();
      call.closing().send(Reply.FAULT);
    } catch (Error e) {
      fatal.report("serving a request", e);
    }
  }
}
