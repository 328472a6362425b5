package dev.oceanus.collector.intake;

import dev.oceanus.collector.request.Reason;
import java.util.List;

/**
 * What became of the events of a request.
 *
 * @param result what happened to those that were accepted
 * @param stored number of events that are on disk
 * @param refusals those that failed a check
 */
public record Outcome(Result result, int stored, List<Refusal> refusals) {
  /** Nothing is stored, by the site's privacy settings, and whoever sent it need not know. */
  public static final Outcome DECLINED = new Outcome(Result.STORED, 0, List.of());

  /** What happened to the accepted events. */
  public enum Result {
    /** They are on disk, of Redis or of the spool: all that are to be stored. */
    STORED,
    /** There was none. */
    REFUSED,
    /** They could not be stored now. */
    UNAVAILABLE
  }

  /**
   * An event that failed a check.
   *
   * @param index its place in the request, from 0
   * @param reason the word for it
   * @param field the field at fault, or empty
   */
  public record Refusal(int index, Reason reason, String field) {}
}
