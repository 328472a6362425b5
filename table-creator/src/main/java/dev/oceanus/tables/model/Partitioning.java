package dev.oceanus.tables.model;

import java.time.Duration;
import java.util.Optional;

/** How a table is divided. Its text is what messages say: {@code by day of received_at}. */
public sealed interface Partitioning {
  /** Not at all. */
  Partitioning NONE = new None();

  /** Not at all. */
  record None() implements Partitioning {
    @Override
    public String toString() {
      return "not partitioned";
    }
  }

  /**
   * By day.
   *
   * @param column of type TIMESTAMP; empty where the day of arrival counts
   * @param expiry how long a partition is kept; empty for ever, or, of a wanted table, for as long
   *     as it is kept now
   * @param filterRequired whether queries must name their days
   */
  record Daily(Optional<String> column, Optional<Duration> expiry, boolean filterRequired)
      implements Partitioning {
    @Override
    public String toString() {
      return "by day of " + column.orElse("arrival");
    }
  }

  /**
   * Otherwise.
   *
   * @param words such as {@code by hour of received_at}
   */
  record Other(String words) implements Partitioning {
    @Override
    public String toString() {
      return words;
    }
  }
}
