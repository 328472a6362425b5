package dev.oceanus.fakebigquery.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Rewrites the words in which GoogleSQL and DuckDB differ. Of one text. */
final class Dialect {
  private static final Map<String, String> TYPES =
      Map.of(
          "INT64",
          "BIGINT",
          "FLOAT64",
          "DOUBLE",
          "STRING",
          "VARCHAR",
          "BYTES",
          "BLOB",
          "BOOL",
          "BOOLEAN",
          "DATETIME",
          "TIMESTAMP");
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("SAFE_CAST", "TRY_CAST"),
          Map.entry("COUNTIF", "count_if"),
          Map.entry("REGEXP_CONTAINS", "bq_regexp_contains"),
          Map.entry("REGEXP_REPLACE", "bq_regexp_replace"),
          Map.entry("REGEXP_EXTRACT", "bq_regexp_extract"),
          Map.entry("TIMESTAMP_DIFF", "bq_timestamp_diff"),
          Map.entry("DATETIME_DIFF", "bq_date_diff"),
          Map.entry("DATE_DIFF", "bq_date_diff"),
          Map.entry("TIMESTAMP_TRUNC", "bq_trunc"),
          Map.entry("DATETIME_TRUNC", "bq_trunc"),
          Map.entry("DATE_TRUNC", "bq_trunc"),
          Map.entry("TIMESTAMP_ADD", "bq_plus"),
          Map.entry("DATE_ADD", "bq_plus"),
          Map.entry("TIMESTAMP_SUB", "bq_minus"),
          Map.entry("DATE_SUB", "bq_minus"),
          Map.entry("DATE", "bq_date"),
          Map.entry("TIMESTAMP", "bq_timestamp"),
          Map.entry("FORMAT_TIMESTAMP", "bq_format"),
          Map.entry("FORMAT_DATE", "bq_format"),
          Map.entry("JSON_VALUE", "bq_json_value"),
          Map.entry("SAFE_DIVIDE", "bq_safe_divide"),
          Map.entry("DIV", "bq_div"),
          Map.entry("CURRENT_TIMESTAMP", "bq_now"),
          Map.entry("EXCEPT", "EXCLUDE"));
  private static final Set<String> WITH_PART =
      Set.of(
          "TIMESTAMP_DIFF",
          "DATETIME_DIFF",
          "DATE_DIFF",
          "TIMESTAMP_TRUNC",
          "DATETIME_TRUNC",
          "DATE_TRUNC");
  private static final Set<String> SUBSCRIPTS = Set.of("OFFSET", "SAFE_OFFSET");

  private final List<Token> from;
  private final List<Token> to = new ArrayList<>();
  private final Deque<String> functions = new ArrayDeque<>(List.of(""));
  private int at;

  private Dialect(List<Token> from) {
    this.from = from;
  }

  static List<Token> rewritten(List<Token> tokens) {
    Dialect dialect = new Dialect(tokens);
    while (dialect.at < tokens.size()) {
      dialect.next();
      dialect.at++;
    }
    return dialect.to;
  }

  private void next() {
    Token token = from.get(at);
    if (token.is("(")) {
      functions.push(solid(-1).text().toUpperCase(Locale.ROOT));
    } else if (token.is(")") && functions.size() > 1) {
      functions.pop();
    }
    if (token.kind() == Token.Kind.WORD) {
      word(token, token.text().toUpperCase(Locale.ROOT));
    } else {
      to.add(token);
    }
  }

  private void word(Token token, String upper) {
    boolean called = solid(1).is("(");
    if (upper.equals("LIMIT") && functions.element().equals("ARRAY_AGG")) {
      skipToClose(); // what is asked of the result is its first element
    } else if (called && SUBSCRIPTS.contains(upper) && solid(-1).is("[")) {
      subscript();
    } else if (WITH_PART.contains(functions.element()) && solid(-1).is(",") && solid(1).is(")")) {
      to.add(new Token(Token.Kind.STRING, token.text().toLowerCase(Locale.ROOT)));
    } else if (called && FUNCTIONS.containsKey(upper)) {
      to.add(new Token(Token.Kind.WORD, FUNCTIONS.getOrDefault(upper, upper)));
    } else if (!called && upper.equals("CURRENT_TIMESTAMP")) {
      to.add(new Token(Token.Kind.WORD, "bq_now()"));
    } else {
      to.add(new Token(Token.Kind.WORD, TYPES.getOrDefault(upper, token.text())));
    }
  }

  private void skipToClose() {
    while (at + 1 < from.size() && !from.get(at + 1).is(")")) {
      at++;
    }
  }

  /** {@code [OFFSET(0)]} is {@code [(0)+1]}. */
  private void subscript() {
    while (!from.get(at).is("(")) {
      at++;
    }
    while (at < from.size() && !from.get(at).is(")")) {
      to.add(from.get(at));
      at++;
    }
    to.add(new Token(Token.Kind.SIGN, ")"));
    to.add(new Token(Token.Kind.SIGN, "+"));
    to.add(new Token(Token.Kind.NUMBER, "1"));
  }

  /** The next token but spaces in this direction. */
  private Token solid(int direction) {
    int i = at + direction;
    while (i >= 0 && i < from.size() && from.get(i).kind() == Token.Kind.SPACE) {
      i += direction;
    }
    return i >= 0 && i < from.size() ? from.get(i) : new Token(Token.Kind.SPACE, "");
  }
}
