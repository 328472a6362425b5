package dev.oceanus.fakebigquery.query;

/**
 * A piece of GoogleSQL.
 *
 * @param text as written; of a quoted one what is within
 */
record Token(Kind kind, String text) {
  /** What it is. */
  enum Kind {
    SPACE,
    WORD,
    QUOTED,
    STRING,
    NUMBER,
    PARAMETER,
    SIGN
  }

  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
