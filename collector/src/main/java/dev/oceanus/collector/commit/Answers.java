package dev.oceanus.collector.commit;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands outcomes back, with one task for all submissions of the same owner. */
final class Answers {
  private static final Logger logger = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  static void give(List<Submission> submissions, Commit outcome) {
    if (submissions.isEmpty()) {
      return;
    }
    IdentityHashMap<Executor, List<Submission>> byOwner = new IdentityHashMap<>();
    for (Submission submission : submissions) {
      byOwner.computeIfAbsent(submission.owner(), owner -> new ArrayList<>()).add(submission);
    }
    byOwner.forEach((owner, own) -> execute(owner, own, outcome));
  }

  private static void execute(Executor owner, List<Submission> own, Commit outcome) {
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
  private static void answer(Submission submission, Commit outcome) {
    try {
      submission.answer().accept(outcome);
    } catch (RuntimeException e) {
      logger.error("answering a request as {} met a fault of ours", outcome, e);
    }
  }
}
