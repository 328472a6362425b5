package dev.oceanus.loader.warehouse;

import java.time.Duration;

/** What became of a commit. */
public sealed interface CommitOutcome {
  /**
   * The id is committed, by this call or an earlier one.
   *
   * @param found what the warehouse holds under it
   */
  record Done(Committed found) implements CommitOutcome {}

  /**
   * Nothing was committed, because of the rows themselves.
   *
   * @param detail what the warehouse said, without values
   */
  record Refused(String detail) implements CommitOutcome {}

  /**
   * It is not decided yet: the commit goes on, or its turn has not come.
   *
   * @param again how long to wait before asking again
   */
  record Pending(Duration again) implements CommitOutcome {}

  /** Nothing was committed: another loader has given this id up for ever. */
  record Abandoned() implements CommitOutcome {}
}
