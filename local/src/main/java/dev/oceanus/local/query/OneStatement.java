package dev.oceanus.local.query;

/**
 * Sees whether a text holds one SQL statement. A query runs in a transaction that may only read;
 * behind a {@code COMMIT;} another statement would run outside of it.
 */
public final class OneStatement {
  private final String sql;
  private int at;

  private OneStatement(String sql) {
    this.sql = sql;
  }

  /**
   * The text, if it holds one statement.
   *
   * @throws QueryFailedException if it holds none, or more
   */
  public static String of(String sql) {
    int statements = new OneStatement(sql).count();
    if (statements != 1) {
      throw new QueryFailedException(
          statements == 0 ? "there is no statement" : "one statement at a time, found more");
    }
    return sql;
  }

  private int count() {
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
        skipTo("*/", at + 2);
      } else {
        statements += begun ? 0 : 1;
        begun = true;
        skipToken(c);
      }
    }
    return statements;
  }

  private void skipToken(char c) {
    if (c == '\'' || c == '"') {
      boolean escapes = c == '\'' && at > 0 && "eE".indexOf(sql.charAt(at - 1)) >= 0;
      skipQuoted(c, escapes);
    } else if (c == '$') {
      int end = sql.indexOf('$', at + 1);
      boolean tag = end > 0 && sql.substring(at + 1, end).chars().allMatch(OneStatement::inTag);
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

  private void skipTo(String end, int from) {
    int found = sql.indexOf(end, from);
    at = found < 0 ? sql.length() : found + end.length();
  }

  private static boolean inTag(int c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
