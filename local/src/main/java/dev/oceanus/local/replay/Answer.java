package dev.oceanus.local.replay;

/** What came of a request. */
public sealed interface Answer {
  /** The events of it are stored. */
  record Accepted() implements Answer {}

  /**
   * The collector said why it does not take it.
   *
   * @param reason in a word
   */
  record Refused(String reason) implements Answer {}

  /**
   * It was not taken now; it may be sent again.
   *
   * @param reason what was found
   */
  record NotNow(String reason) implements Answer {}

  /**
   * It was sent and no answer came, so that it may be stored or not. It must not be sent again
   * before the table was asked.
   *
   * @param reason what was found
   */
  record Unknown(String reason) implements Answer {}
}
