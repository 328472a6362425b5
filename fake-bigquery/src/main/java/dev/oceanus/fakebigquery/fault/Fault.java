package dev.oceanus.fakebigquery.fault;

import java.time.Duration;

/** What goes wrong with one call. */
public sealed interface Fault {
  /** Nothing. */
  record None() implements Fault {}

  /** The connection is reset before anything is done. */
  record ResetBefore() implements Fault {}

  /** All is done and committed, then the connection is reset without an answer. */
  record ResetAfter() implements Fault {}

  /**
   * An error is answered and nothing is done.
   *
   * @param code HTTP's
   * @param reason the API's, such as {@code backendError}
   */
  record Status(int code, String reason, String message) implements Fault {}

  /**
   * The job that the call inserts stays RUNNING while the rule is there.
   *
   * @param rule the rule's id
   */
  record JobStuck(String rule) implements Fault {}

  /** The job that the call inserts runs, and is DONE with this error, without effect. */
  record JobFailsLate(String reason, String message) implements Fault {}

  /**
   * The job that the call inserts is not found for a while.
   *
   * @param time how long from its insertion
   * @param calls how many calls that ask for it, if greater than 0
   */
  record HiddenAfterInsert(Duration time, int calls) implements Fault {}

  /** The server cannot write: an internal error, and nothing is done. */
  record DiskError() implements Fault {}
}
