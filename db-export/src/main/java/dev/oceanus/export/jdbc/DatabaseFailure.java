package dev.oceanus.export.jdbc;

import dev.oceanus.export.source.SourceException;
import java.sql.SQLException;
import java.util.List;

/**
 * What an error of the database means. Nobody else reads its states or texts; texts of errors that
 * repeat values are left out.
 */
enum DatabaseFailure {
  CONNECTION("the connection to the database could not be made, or broke off"),
  LOGIN("the database refuses the login; see OCEANUS_DB_USER and OCEANUS_DB_PASSWORD_FILE"),
  DENIED("the user may not read that, or MariaDB and MySQL have no such table; grant it SELECT"),
  MISSING("there is no such table, column or database"),
  SYNTAX("the database does not understand the query"),
  ENDED("the database has ended the query"),
  TOO_LARGE(
      "rows take more memory than there is: lower 'fetch_rows' of the export, or leave out what is"
          + " long; OCEANUS_EXPORT_MAX_ROW limits a row"),
  OTHER("the database refuses it");

  private static final int LONGEST = 300;

  private final String advice;

  DatabaseFailure(String advice) {
    this.advice = advice;
  }

  /** What it means. */
  static DatabaseFailure of(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (String.valueOf(e.getMessage()).contains("maxResultBuffer")) {
      return TOO_LARGE;
    }
    return switch (e.getErrorCode()) {
      case 1044, 1142, 1143, 1227, 1370 -> DENIED; // all of state 42000
      case 1045, 1698 -> LOGIN;
      case 1049, 1054, 1146 -> MISSING;
      case 1053, 1317, 1969, 3024 -> ENDED;
      default -> byState(state);
    };
  }

  private static DatabaseFailure byState(String state) {
    return switch (state) {
      case "42501" -> DENIED;
      case "42P01", "42703", "42S02", "42S22", "3D000", "3F000", "42883" -> MISSING;
      case "57014", "25P03" -> ENDED;
      case "57P01", "57P02", "57P03", "HY000" -> state.equals("HY000") ? OTHER : CONNECTION;
      default -> byClass(state);
    };
  }

  private static DatabaseFailure byClass(String state) {
    if (state.startsWith("08")) {
      return CONNECTION;
    }
    if (state.startsWith("28")) {
      return LOGIN;
    }
    return state.startsWith("42") ? SYNTAX : OTHER;
  }

  /**
   * The error as one for people.
   *
   * @param what was tried
   */
  static SourceException told(String what, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return new SourceException(
        "%s: %s (%s%s)".formatted(what, of(e).advice, state, detail(state, e)), e);
  }

  /** Errors of data, and those of people's own functions, may repeat it. */
  private static String detail(String state, SQLException e) {
    if (List.of("22", "23", "P0", "45").stream().anyMatch(state::startsWith)) {
      return ", its text is not shown since it may hold data";
    }
    String line = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    return ": " + (line.length() > LONGEST ? line.substring(0, LONGEST) : line);
  }
}
