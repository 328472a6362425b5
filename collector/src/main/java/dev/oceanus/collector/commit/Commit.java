package dev.oceanus.collector.commit;

/** What became of a submission. */
public enum Commit {
  /** Its events are on the store's disk. */
  STORED,
  /** They are on the spool's disk, and will be stored. */
  SPOOLED,
  /** They could not be kept in time; whether they are stored is not known. */
  UNAVAILABLE
}
