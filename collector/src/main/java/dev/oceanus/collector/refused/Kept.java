package dev.oceanus.collector.refused;

import dev.oceanus.collector.request.CodePoints;
import java.util.Locale;

/**
 * A text as it is kept.
 *
 * @param text empty where nothing is kept
 * @param state how much of what was sent it is
 */
public record Kept(String text, State state) {
  /** How much a text is of what was sent, in the order of what matters more. */
  public enum State {
    /** All of it. */
    WHOLE,
    /** All but values that the site masks. */
    MASKED,
    /** The beginning. */
    CUT,
    /** Nothing, since it could not be read to mask it, or the site keeps none. */
    WITHHELD,
    /** Nothing, since it was not read. */
    ABSENT;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** As in the column {@code raw_state}. */
    public String key() {
      return key;
    }

    /** The one of two that matters more. */
    State and(State other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /** The same, cut to a length in code points. */
  Kept cutTo(int most) {
    return CodePoints.exceeds(text, most)
        ? new Kept(CodePoints.cut(text, most), state.and(State.CUT))
        : this;
  }

  /** The same text with another one that matters as much. */
  public Kept and(State other) {
    return new Kept(text, state.and(other));
  }
}
