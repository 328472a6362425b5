package dev.oceanus.local.replay;

import java.time.Instant;

/** What an event of a kept row is worth now, before anything is sent. */
public sealed interface Judged {
  /**
   * It would be accepted.
   *
   * @param request that brings it
   * @param table where it would be
   * @param eventId its identity there
   * @param keptAt when it was refused or given up
   */
  record Mended(Request request, String table, String eventId, Instant keptAt) implements Judged {}

  /** It would be refused again, for this reason. */
  record Refused(String reason) implements Judged {}

  /** It cannot be sent again at all, for this reason. */
  record Left(String why) implements Judged {}
}
