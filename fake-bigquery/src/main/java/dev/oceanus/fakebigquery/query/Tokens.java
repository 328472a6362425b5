package dev.oceanus.fakebigquery.query;

import dev.oceanus.fakebigquery.api.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Takes GoogleSQL to pieces. Of one text. */
final class Tokens {
  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokens(String sql) {
    this.sql = sql;
  }

  static List<Token> of(String sql) {
    Tokens tokens = new Tokens(sql);
    while (tokens.at < sql.length()) {
      tokens.next();
    }
    return List.copyOf(tokens.tokens);
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      take(Token.Kind.SPACE, end(Character::isWhitespace));
    } else if (c == '#' || sql.startsWith("--", at)) {
      int newline = sql.indexOf('\n', at);
      comment(newline < 0 ? sql.length() : newline);
    } else if (sql.startsWith("/*", at)) {
      int close = sql.indexOf("*/", at);
      comment(close < 0 ? sql.length() : close + 2);
    } else if (c == '`') {
      quoted();
    } else if (stringStart() >= 0) {
      string(stringStart());
    } else if (Character.isDigit(c)) {
      take(Token.Kind.NUMBER, end(d -> Character.isLetterOrDigit(d) || d == '.'));
    } else if (Character.isLetter(c) || c == '_') {
      take(Token.Kind.WORD, end(d -> Character.isLetterOrDigit(d) || d == '_'));
    } else if (c == '@') {
      at++;
      take(Token.Kind.PARAMETER, end(d -> Character.isLetterOrDigit(d) || d == '_'));
    } else if (c == '?') {
      take(Token.Kind.PARAMETER, at);
      at++;
    } else {
      take(Token.Kind.SIGN, at + 1);
    }
  }

  private void take(Token.Kind kind, int end) {
    tokens.add(new Token(kind, sql.substring(at, end)));
    at = end;
  }

  private void comment(int end) {
    tokens.add(new Token(Token.Kind.SPACE, " "));
    at = end;
  }

  private int end(IntPredicate goesOn) {
    int end = at + 1;
    while (end < sql.length() && goesOn.test(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private void quoted() {
    int close = sql.indexOf('`', at + 1);
    if (close < 0) {
      throw ApiException.invalidQuery("Syntax error: Unclosed identifier literal");
    }
    tokens.add(new Token(Token.Kind.QUOTED, sql.substring(at + 1, close)));
    at = close + 1;
  }

  /** Where the quote of a string is that begins here, behind its prefix; -1 if none does. */
  private int stringStart() {
    int quote = at;
    while (quote < sql.length() && quote < at + 2 && "rRbB".indexOf(sql.charAt(quote)) >= 0) {
      quote++;
    }
    return quote < sql.length() && "'\"".indexOf(sql.charAt(quote)) >= 0 ? quote : -1;
  }

  private void string(int quote) {
    boolean raw = sql.substring(at, quote).toLowerCase(Locale.ROOT).contains("r");
    String mark = sql.substring(quote, quote + 1);
    if (sql.startsWith(mark.repeat(3), quote)) {
      mark = mark.repeat(3);
    }
    StringBuilder text = new StringBuilder();
    int i = quote + mark.length();
    while (!sql.startsWith(mark, i)) {
      if (i >= sql.length()) {
        throw ApiException.invalidQuery("Syntax error: Unclosed string literal");
      }
      if (sql.charAt(i) == '\\' && !raw && i + 1 < sql.length()) {
        text.append(unescaped(sql.charAt(i + 1)));
        i += 2;
      } else {
        text.append(sql.charAt(i));
        i++;
      }
    }
    tokens.add(new Token(Token.Kind.STRING, text.toString()));
    at = i + mark.length();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }
}
