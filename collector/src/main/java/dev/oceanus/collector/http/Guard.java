package dev.oceanus.collector.http;

import dev.oceanus.collector.ledger.Ledger;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.log.Nameless;
import dev.oceanus.common.log.Repeats;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands around all work for a request, whenever it is done: a fault of ours is counted and
 * answered 500 or what its route says, and logged without a word of the request, the same one once
 * a minute; an error of the machine ends the process. Thread-safe.
 */
final class Guard {
  private static final Logger logger = LoggerFactory.getLogger(Guard.class);

  private final Ledger ledger;
  private final Fatal fatal;
  private final Repeats repeats;

  Guard(Ledger ledger, Fatal fatal, LongSupplier nanos) {
    this.ledger = ledger;
    this.fatal = fatal;
    this.repeats = new Repeats(nanos);
  }

  /** Does work for this call. */
  void run(Call call, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      int status = call.onFault().status();
      repeats.pass(Nameless.kind(e)).ifPresent(heldBack -> tell(e, status, heldBack));
      ledger.failedRequest();
      call.closing().send(call.onFault());
    } catch (Error e) {
      fatal.report("serving a request", e);
    }
  }

  private static void tell(RuntimeException e, int status, int heldBack) {
    logger
        .atError()
        .addKeyValue("not_logged_before", heldBack)
        .setCause(Nameless.of(e))
        .log("a request met a fault of ours and was answered {}", status);
  }
}
