package dev.oceanus.notifier.rules;

import java.util.List;

/** Finds where in a YAML file the text of a scalar stands, whichever way it is written. */
final class Places {
  private final List<String> lines;

  /** A place, both counted from 1. */
  record Place(int line, int column) {}

  Places(String file) {
    this.lines = file.lines().toList();
  }

  /**
   * Where a character of a scalar stands: the file is read on from its key, past quotes,
   * indentation and line ends, until as much of its text has been met.
   *
   * @param line on which the scalar begins, as YAML readers say: that of {@code |} for a block
   * @param key whose value it is; skipped where it is on the same line
   * @param text the scalar's
   * @param at position in its text
   */
  Place of(int line, String key, String text, int at) {
    int row = Math.clamp(line - 1L, 0, Math.max(0, lines.size() - 1));
    int column = afterKey(row, key);
    Place last = new Place(line, column + 1);
    for (int i = 0; i <= Math.min(at, text.length() - 1); i++) {
      char wanted = text.charAt(i);
      if (Character.isWhitespace(wanted)) {
        continue;
      }
      while (row < lines.size()) {
        String here = lines.get(row);
        int found = here.indexOf(wanted, column);
        if (found >= 0) {
          last = new Place(row + 1, found + 1);
          column = found + 1;
          break;
        }
        row++;
        column = 0;
      }
    }
    return last;
  }

  private int afterKey(int row, String key) {
    if (lines.isEmpty()) {
      return 0;
    }
    String line = lines.get(row);
    int found = line.indexOf(key + ":");
    return found < 0 ? 0 : found + key.length() + 1;
  }
}
