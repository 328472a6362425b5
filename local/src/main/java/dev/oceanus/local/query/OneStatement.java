package dev.oceanus.local.query;

import java.util.Locale;
import java.util.Set;

/**
 * One SQL statement. A query runs in a transaction that may only read; behind a {@code COMMIT;}
 * another statement would run outside of it.
 *
 * @param sql the text as it was given
 * @param firstWord in upper case; empty if it begins with something else
 */
public record OneStatement(String sql, String firstWord) {
  private static final Set<String> ABOUT =
      Set.of("DESCRIBE", "DESC", "SHOW", "SUMMARIZE", "EXPLAIN");
  private static final Set<String> ROWS =
      Set.of("", "SELECT", "WITH", "FROM", "VALUES", "TABLE", "PIVOT", "UNPIVOT");

  /**
   * Reads a text.
   *
   * @throws QueryFailedException if it holds no statement, or more than one
   */
  public static OneStatement of(String sql) {
    Reading reading = new Reading(sql);
    int statements = reading.count();
    if (statements != 1) {
      throw new QueryFailedException(
          statements == 0 ? "there is no statement" : "one statement at a time, found more");
    }
    return new OneStatement(sql, reading.firstWord());
  }

  /** Whether it asks about tables and queries, in a few rows, instead of for rows of them. */
  public boolean isAbout() {
    return ABOUT.contains(firstWord);
  }

  /** Whether it begins as a statement that asks for rows. */
  public boolean asksForRows() {
    return ROWS.contains(firstWord);
  }

  /** One pass over one text. */
  private static final class Reading {
    private final String sql;
    private int at;
    private int first = -1;

    Reading(String sql) {
      this.sql = sql;
    }

    int count() {
      int statements = 0;
      boolean begun = false;
      while (at < sql.length()) {
        char c = sql.charAt(at);
        if (c == ';') {
          begun = false;
          at++;
        } else if (Character.isWhitespace(c)) {
          at++;
        } else if (sql.startsWith("--", at)) {
          skipTo("\n", at);
        } else if (sql.startsWith("/*", at)) {
          skipComment();
        } else {
          statements += begun ? 0 : 1;
          begun = true;
          first = first < 0 ? at : first;
          skipToken(c);
        }
      }
      return statements;
    }

    String firstWord() {
      int end = first;
      while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
        end++;
      }
      return sql.substring(first, end).toUpperCase(Locale.ROOT);
    }

    private void skipToken(char c) {
      if (c == '\'' || c == '"') {
        boolean escapes = c == '\'' && at > 0 && "eE".indexOf(sql.charAt(at - 1)) >= 0;
        skipQuoted(c, escapes);
      } else if (c == '$') {
        int end = sql.indexOf('$', at + 1);
        boolean tag = end > 0 && sql.substring(at + 1, end).chars().allMatch(Reading::inTag);
        if (tag) {
          skipTo(sql.substring(at, end + 1), end + 1);
        } else {
          at++;
        }
      } else {
        at++;
      }
    }

    /** A doubled quote is read as two quoted texts, which comes to the same. */
    private void skipQuoted(char quote, boolean escapes) {
      for (at++; at < sql.length() && sql.charAt(at) != quote; at++) {
        if (escapes && sql.charAt(at) == '\\') {
          at++;
        }
      }
      at++;
    }

    /** Comments of this kind hold others of it. */
    private void skipComment() {
      int depth = 0;
      do {
        if (sql.startsWith("/*", at)) {
          depth++;
          at += 2;
        } else if (sql.startsWith("*/", at)) {
          depth--;
          at += 2;
        } else {
          at++;
        }
      } while (depth > 0 && at < sql.length());
    }

    private void skipTo(String end, int from) {
      int found = sql.indexOf(end, from);
      at = found < 0 ? sql.length() : found + end.length();
    }

    private static boolean inTag(int c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }
  }
}
