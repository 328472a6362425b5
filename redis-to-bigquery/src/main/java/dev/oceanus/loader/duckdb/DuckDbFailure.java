package dev.oceanus.loader.duckdb;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** What an error of DuckDB means. Nobody else reads its texts. */
enum DuckDbFailure {
  /** Another process has the file open. */
  LOCKED,
  /** The instance is unusable until it is opened again. */
  BROKEN,
  /** The rows themselves are at fault. */
  ROWS,
  /** Anything else; the same may work later. */
  UNAVAILABLE;

  private static final Pattern OF_ROWS =
      Pattern.compile(
          "(?i)^(java\\.sql\\.SQLException: )?"
              + "(Conversion|Invalid Input|Constraint|Out of Range|Invalid type) Error");

  static DuckDbFailure of(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Could not set lock") || message.contains("Conflicting lock")) {
      return LOCKED;
    }
    if (message.contains("FATAL") || message.contains("has been invalidated")) {
      return BROKEN;
    }
    return OF_ROWS.matcher(message).find() ? ROWS : UNAVAILABLE;
  }

  /** The first line of DuckDB's message, cut; further lines may repeat values. */
  static String detail(SQLException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    int quoted = message.indexOf('\'');
    String kept = quoted < 0 ? message : message.substring(0, quoted) + "...";
    return kept.length() > 200 ? kept.substring(0, 200) : kept;
  }
}
