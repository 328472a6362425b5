package dev.oceanus.testkit.ledger;

/**
 * What came back for an attempt to send events.
 *
 * @param status of HTTP, 0 if no answer came
 * @param stored how many events the answer says are stored, or -1 if it does not say
 */
public record Answer(int status, int stored) {
  /** Nothing came back, or nothing was even sent. */
  public static final Answer NONE = new Answer(0, -1);

  /** Whether it promises that the good events are on disk. */
  public boolean acknowledges() {
    return status >= 200 && status < 300;
  }

  /** Whether it leaves open what became of the events. */
  public boolean leavesOpen() {
    return status == 0 || status >= 500;
  }
}
