package dev.oceanus.tables.store;

/** What a dry run says of a view. */
public sealed interface Estimate {
  /** Reading all of it reads so many bytes. */
  record Bytes(long bytes) implements Estimate {}

  /** It can be read, and costs nothing. */
  record Free() implements Estimate {}

  /**
   * It cannot be known now.
   *
   * @param why in words
   */
  record Unknown(String why) implements Estimate {}

  /**
   * It cannot be read as it is written.
   *
   * @param why in the warehouse's words
   */
  record Refused(String why) implements Estimate {}
}
