package dev.oceanus.tables.store;

/** What became of a step. */
public sealed interface StepOutcome {
  /** It is done. */
  record Done() implements StepOutcome {}

  /** Somebody else has changed the same; a new plan shows what is left to do. */
  record Overtaken(String detail) implements StepOutcome {}

  /** The warehouse will never do it. */
  record Refused(String detail) implements StepOutcome {}
}
