package dev.oceanus.collector.commit;

/** What became of a submission. */
public enum Commit {
  /** Its events are on disk. */
  STORED,
  /** They could not be stored in time; whether they are is not known. */
  UNAVAILABLE
}
