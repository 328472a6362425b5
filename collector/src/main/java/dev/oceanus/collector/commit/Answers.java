package dev.oceanus.collector.commit;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Hands outcomes back, with one task for all submissions of the same owner. */
final class Answers {
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
              submission.answer().accept(outcome);
            }
          });
    } catch (RejectedExecutionException e) {
      // the owner has closed its connections already: nobody waits for these answers
      return;
    }
  }
}
