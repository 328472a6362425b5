package dev.oceanus.local.cli;

/**
 * Texts from outside as they may be shown: characters that would end a line, move the cursor or
 * turn the direction of writing are written as escapes, so that no event can forge what a person
 * sees.
 */
public final class Printable {
  private Printable() {}

  /** The text on one line, as a person reads it: {@code \n}, <code>&#92;u{1b}</code>. */
  public static String text(String text) {
    return escaped(text, false);
  }

  /** The same for a JSON text, which stays the same JSON. */
  public static String json(String json) {
    return escaped(json, true);
  }

  private static String escaped(String text, boolean json) {
    if (text.codePoints().noneMatch(Printable::isHidden)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (!isHidden(c)) {
                shown.appendCodePoint(c);
              } else if (json) {
                for (char half : Character.toChars(c)) {
                  shown.append("\\u%04x".formatted((int) half));
                }
              } else {
                shown.append(
                    switch (c) {
                      case '\n' -> "\\n";
                      case '\r' -> "\\r";
                      case '\t' -> "\\t";
                      default -> "\\u{%x}".formatted(c);
                    });
              }
            });
    return shown.toString();
  }

  private static boolean isHidden(int c) {
    if (c < 0x7f) {
      return c < ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          c != 0x200d; // joins emoji
      default -> false;
    };
  }
}
