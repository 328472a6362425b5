package dev.oceanus.local.doctor.check;

/**
 * One thing that was looked at.
 *
 * @param level how it is
 * @param about what was looked at, in a word
 * @param found what was found, as a sentence without its end
 * @param advice what to do, or empty
 */
public record Finding(Level level, String about, String found, String advice) {
  /** How something is. */
  public enum Level {
    OK,
    /** Events arrive, but not as many or not as good as they might be. */
    WARNING,
    /** Events do not arrive. */
    PROBLEM,
    /** It could not be looked at. */
    UNCHECKED
  }

  /** All is well. */
  public static Finding ok(String about, String found) {
    return new Finding(Level.OK, about, found, "");
  }

  /** Something might be better. */
  public static Finding warning(String about, String found, String advice) {
    return new Finding(Level.WARNING, about, found, advice);
  }

  /** Something is broken. */
  public static Finding problem(String about, String found, String advice) {
    return new Finding(Level.PROBLEM, about, found, advice);
  }

  /** Nobody could tell. */
  public static Finding unchecked(String about, String why, String advice) {
    return new Finding(Level.UNCHECKED, about, why, advice);
  }
}
