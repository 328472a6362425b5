package dev.oceanus.fakebigquery.query;

import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.store.Names;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * From GoogleSQL to DuckDB's dialect, piece by piece: names of tables, strings, parameters, and the
 * few words that differ. What DuckDB does not understand then is not supported. Of one text.
 */
final class Translation {
  private static final Set<String> BEFORE_TABLES = Set.of("FROM", "JOIN", "INTO", "UPDATE");
  private static final Set<String> END_OF_TABLES =
      Set.of(
          "WHERE", "GROUP", "ORDER", "HAVING", "QUALIFY", "WINDOW", "LIMIT", "UNION", "SELECT",
          "SET", "VALUES");
  private static final Set<String> WITH_FROM_INSIDE = Set.of("EXTRACT", "TRIM", "SUBSTRING");
  private static final Set<String> NO_ALIAS =
      Set.of(
          "WHERE",
          "GROUP",
          "ORDER",
          "HAVING",
          "QUALIFY",
          "WINDOW",
          "LIMIT",
          "UNION",
          "JOIN",
          "LEFT",
          "RIGHT",
          "FULL",
          "INNER",
          "CROSS",
          "ON",
          "USING",
          "SET",
          "VALUES",
          "SELECT",
          "INTERSECT",
          "EXCEPT",
          "TABLESAMPLE",
          "FOR");
  private final List<Token> tokens;
  private final TableNames names;
  private final QueryParameters parameters;
  private final Sources sources;
  private final StringBuilder result = new StringBuilder();
  private final Set<TableRef> tables = new LinkedHashSet<>();
  private final Set<String> words = new HashSet<>();
  private final Deque<Level> levels = new ArrayDeque<>();
  private int at;

  /** What is known within one pair of parentheses. */
  private static final class Level {
    private final boolean fromIsNoClause;
    private boolean tableExpected;
    private boolean inTables;

    Level(boolean fromIsNoClause) {
      this.fromIsNoClause = fromIsNoClause;
    }
  }

  private Translation(String sql, DatasetRef home, QueryParameters parameters, Sources sources) {
    this.tokens = Dialect.rewritten(Tokens.of(sql));
    this.names = new TableNames(home, tokens);
    this.parameters = parameters;
    this.sources = sources;
    levels.push(new Level(false));
  }

  /**
   * A query in DuckDB's dialect.
   *
   * @param tables that it names
   * @param words names and key words in it, in lower case
   */
  record Translated(String sql, Set<TableRef> tables, Set<String> words) {
    Translated {
      tables = Set.copyOf(tables);
      words = Set.copyOf(words);
    }
  }

  /**
   * Translates.
   *
   * @param home project, and the dataset of tables without one
   */
  static Translated of(String sql, DatasetRef home, QueryParameters parameters, Sources sources) {
    Translation translation = new Translation(sql, home, parameters, sources);
    while (translation.at < translation.tokens.size()) {
      translation.next();
    }
    return new Translated(translation.result.toString(), translation.tables, translation.words);
  }

  private void next() {
    Token token = tokens.get(at);
    Level level = levels.element();
    if (token.isName()) {
      words.add(token.text().toLowerCase(Locale.ROOT));
    }
    if (level.tableExpected && token.isName() && !token.is("UNNEST") && !token.is("SELECT")) {
      level.tableExpected = false;
      level.inTables = true;
      table();
      return;
    }
    switch (token.kind()) {
      case STRING -> result.append(QueryParameters.quoted(token.text()));
      case QUOTED -> result.append(Names.quoted(token.text()));
      case PARAMETER -> result.append(parameters.literal(token.text()));
      case SPACE, NUMBER -> result.append(token.text());
      case SIGN -> sign(token, level);
      case WORD -> word(token, level);
    }
    at++;
  }

  private void sign(Token token, Level level) {
    result.append(token.text());
    switch (token.text()) {
      case "(" -> {
        level.tableExpected = false;
        levels.push(
            new Level(WITH_FROM_INSIDE.contains(before(at).text().toUpperCase(Locale.ROOT))));
      }
      case ")" -> {
        if (levels.size() > 1) {
          levels.pop();
        }
      }
      case "," -> level.tableExpected = level.inTables;
      default -> {
        // nothing else matters
      }
    }
  }

  private void word(Token token, Level level) {
    String upper = token.text().toUpperCase(Locale.ROOT);
    boolean distinctFrom = upper.equals("FROM") && before(at).is("DISTINCT");
    if (BEFORE_TABLES.contains(upper) && !level.fromIsNoClause && !distinctFrom) {
      level.tableExpected = true;
      level.inTables = true;
    } else if (END_OF_TABLES.contains(upper)) {
      level.inTables = false;
      level.tableExpected = false;
    }
    result.append(token.text());
  }

  /** A path of names that stands for a table. */
  private void table() {
    StringBuilder path = new StringBuilder(tokens.get(at).text());
    boolean quoted = tokens.get(at).kind() == Token.Kind.QUOTED;
    at++;
    while (at + 1 < tokens.size()
        && (tokens.get(at).is(".") || (!quoted && tokens.get(at).is("-")))) {
      path.append(tokens.get(at).text()).append(tokens.get(at + 1).text());
      at += 2;
    }
    String name = path.toString();
    if (at < tokens.size() && tokens.get(at).is("(")) {
      result.append(name); // a function that gives a table
      return;
    }
    if (names.isOfWith(name)) {
      result.append(Names.quoted(name));
      return;
    }
    TableRef table = names.table(name);
    tables.add(table);
    Token following = after(at - 1);
    boolean named =
        following.isName() && !NO_ALIAS.contains(following.text().toUpperCase(Locale.ROOT));
    result.append(sources.of(table, named));
  }

  private Token before(int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (tokens.get(i).kind() != Token.Kind.SPACE) {
        return tokens.get(i);
      }
    }
    return new Token(Token.Kind.SPACE, "");
  }

  private Token after(int index) {
    for (int i = index + 1; i < tokens.size(); i++) {
      if (tokens.get(i).kind() != Token.Kind.SPACE) {
        return tokens.get(i);
      }
    }
    return new Token(Token.Kind.SPACE, "");
  }
}
