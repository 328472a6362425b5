package dev.oceanus.collector.commit;

import dev.oceanus.common.log.Nameless;
import dev.oceanus.common.log.Repeats;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands outcomes back, with one task for all submissions of the same owner. A fault of ours at that
 * is logged without a word of the request, the same one once a minute. Thread-safe.
 */
final class Answers {
  private static final Logger logger = LoggerFactory.getLogger(Answers.class);

  private final Repeats repeats;

  /**
   * @param nanos monotonic clock
   */
  Answers(LongSupplier nanos) {
    this.repeats = new Repeats(nanos);
  }

  void give(List<Submission> submissions, Commit outcome) {
    if (submissions.isEmpty()) {
      return;
    }
    IdentityHashMap<Executor, List<Submission>> byOwner = new IdentityHashMap<>();
    for (Submission submission : submissions) {
      byOwner.computeIfAbsent(submission.owner(), owner -> new ArrayList<>()).add(submission);
    }
    byOwner.forEach((owner, own) -> execute(owner, own, outcome));
  }

  private void execute(Executor owner, List<Submission> own, Commit outcome) {
    try {
      owner.execute(
          () -> {
            for (Submission submission : own) {
              answer(submission, outcome);
            }
          });
    } catch (RejectedExecutionException e) {
      // the owner has closed its connections already: nobody waits for these answers
      return;
    }
  }

  /** One that fails keeps no other from its answer. */
  private void answer(Submission submission, Commit outcome) {
    try {
      submission.answer().accept(outcome);
    } catch (RuntimeException e) {
      repeats.pass(Nameless.kind(e)).ifPresent(heldBack -> tell(e, outcome, heldBack));
    }
  }

  private static void tell(RuntimeException e, Commit outcome, int heldBack) {
    logger
        .atError()
        .addKeyValue("not_logged_before", heldBack)
        .setCause(Nameless.of(e))
        .log("answering a request as {} met a fault of ours", outcome);
  }
}
