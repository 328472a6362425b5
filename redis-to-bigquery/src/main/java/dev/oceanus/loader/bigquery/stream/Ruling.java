package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.loader.warehouse.Committed;

/** Whether a loader may bring a batch, as far as it is not known by heart. */
sealed interface Ruling {
  /** It may, by the stream for which it has asked, as long as that one is not over. */
  record Free() implements Ruling {}

  /** It is there. */
  record Held(Committed found) implements Ruling {}

  /** Somebody has given it up, or is about to. */
  record Abandoned() implements Ruling {}

  /** A job may be bringing it, which has to end first. */
  record Busy(String job) implements Ruling {}

  /** A later stream claims it, so that the one for which it was asked is over. */
  record Overtaken() implements Ruling {}
}
