package dev.oceanus.common.stream;

/** What became of a micro-batch. */
public sealed interface AppendOutcome {
  /**
   * The events are on disk.
   *
   * @param repeated whether an earlier sending had stored them already
   */
  record Stored(boolean repeated) implements AppendOutcome {}

  /**
   * Not known to be stored; sending the same micro-batch again is safe.
   *
   * @param reason for logs and metrics, from the adapter's classifier
   */
  record Unconfirmed(String reason) implements AppendOutcome {}
}
