package dev.oceanus.duckdb;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an error of DuckDB means. Nobody else reads its texts. */
public enum DuckDbFailure {
  /** Another process has the file open, or another instance in this one. */
  LOCKED,
  /** The instance is unusable until it is opened again. */
  BROKEN,
  /** Another transaction has changed the same; trying again shows what it did. */
  CONFLICT,
  /** The rows themselves are at fault. */
  ROWS,
  /** Anything else; the same may work later. */
  UNAVAILABLE;

  /** Whoever inserts has looked before, so that a batch of this id was inserted since. */
  private static final String KEY_OF_BATCHES = "Duplicate key \"epoch: ";

  private static final Pattern OF_ROWS =
      Pattern.compile(
          "(?i)^(java\\.sql\\.SQLException: )?"
              + "(Conversion|Invalid Input|Constraint|Out of Range|Invalid type) Error"
              + "|^Appender error.*(constraint|convert|conversion|cast|invalid)");

  private static final Pattern QUOTE = Pattern.compile("['\"]");

  /** What the appender says before it comes to the point. */
  private static final Pattern OF_APPENDER = Pattern.compile("^Appender error.*?message: ");

  /** What this error means. */
  public static DuckDbFailure of(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Could not set lock")
        || message.contains("Conflicting lock")
        || message.contains("Unique file handle conflict")) {
      return LOCKED;
    }
    if (message.contains("FATAL") || message.contains("has been invalidated")) {
      return BROKEN;
    }
    if (message.contains("TransactionContext Error") || message.contains(KEY_OF_BATCHES)) {
      return CONFLICT;
    }
    return OF_ROWS.matcher(message).find() ? ROWS : UNAVAILABLE;
  }

  /** The first line of DuckDB's message up to the first quote, since it may quote values. */
  public static String detail(SQLException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    String point = OF_APPENDER.matcher(message).replaceFirst("");
    Matcher quote = QUOTE.matcher(point);
    String kept = quote.find() ? point.substring(0, quote.start()) + "..." : point;
    return kept.length() > 200 ? kept.substring(0, 200) : kept;
  }
}
