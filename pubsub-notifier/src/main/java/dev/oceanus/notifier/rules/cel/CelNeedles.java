package dev.oceanus.notifier.rules.cel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts of which one is in whatever a pattern of RE2 matches. Most events match no pattern, and to
 * look for a text costs a tenth of asking the pattern. Where it is in doubt about a pattern it has
 * none, and says that all may match. Immutable.
 */
final class CelNeedles {
  private static final CelNeedles NONE = new CelNeedles(List.of(), false);
  private static final int SHORTEST = 2;
  private static final String IGNORING_CASE = "(?i)";
  private static final String CLASSES = "dDsSwWbBAz";
  private static final Pattern TIMES = Pattern.compile("\\G(?:[*+?]|\\{[0-9]+(?:,[0-9]*)?\\})\\??");
  private static final Pattern CLASS =
      Pattern.compile("\\G\\[\\^?+\\]?+(?:[^\\[\\]\\\\]|\\\\.)*+\\]");

  private final List<String> needles;
  private final boolean ignoringCase;

  private CelNeedles(List<String> needles, boolean ignoringCase) {
    this.needles = List.copyOf(needles);
    this.ignoringCase = ignoringCase;
  }

  /** Those of a pattern that RE2 takes. */
  static CelNeedles of(String pattern) {
    boolean ignoringCase = pattern.startsWith(IGNORING_CASE);
    String rest = ignoringCase ? pattern.substring(IGNORING_CASE.length()) : pattern;
    if (rest.replace("(?:", "").contains("(?") || rest.contains("\\Q")) {
      return NONE; // other flags and names of groups
    }
    List<String> needles = new Reading(rest).needles();
    return needles == null
        ? NONE
        : new CelNeedles(
            ignoringCase ? needles.stream().map(CelNeedles::lower).toList() : needles,
            ignoringCase);
  }

  /** Whether the pattern may match somewhere in this text. */
  boolean mayMatch(String text) {
    if (needles.isEmpty()) {
      return true;
    }
    for (String needle : needles) {
      if (ignoringCase ? isIn(text, needle) : text.contains(needle)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(String text, String needle) {
    char first = needle.charAt(0);
    int last = text.length() - needle.length();
    for (int i = 0; i <= last; i++) {
      if (lower(text.charAt(i)) == first && isAt(text, i, needle)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(String text, int at, String needle) {
    for (int i = 1; i < needle.length(); i++) {
      if (lower(text.charAt(at + i)) != needle.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String lower(String needle) {
    StringBuilder lower = new StringBuilder();
    needle.chars().forEach(c -> lower.append(lower((char) c)));
    return lower.toString();
  }

  /** As Unicode folds what may be an ASCII letter; there are two from elsewhere. */
  private static char lower(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
    return switch (c) {
      case '\u017f' -> 's';
      case '\u212a' -> 'k';
      default -> c;
    };
  }

  /** Goes through a pattern once. What it does not know ends it. */
  private static final class Reading {
    private final String pattern;
    private final List<String> needles = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private String best = "";
    private int at;

    Reading(String pattern) {
      this.pattern = pattern;
    }

    /** One of each alternative; null if some alternative has none that is known. */
    @Nullable List<String> needles() {
      while (at < pattern.length()) {
        if (!step(pattern.charAt(at))) {
          return null;
        }
      }
      return endAlternative() ? needles : null;
    }

    private boolean step(char c) {
      return switch (c) {
        case '|' -> {
          at++;
          yield endAlternative();
        }
        case '(' -> skip(group());
        case '[' -> skip(end(CLASS));
        case '\\' -> escape();
        case '.', '^', '$' -> skip(at + 1);
        case ')', ']', '{', '}', '*', '+', '?' -> false;
        default -> c < 0x80 ? literal(c, at + 1) : skip(at + 1);
      };
    }

    private boolean escape() {
      if (at + 1 >= pattern.length()) {
        return false;
      }
      char c = pattern.charAt(at + 1);
      if (c >= 0x80 || Character.isLetterOrDigit(c)) {
        return CLASSES.indexOf(c) >= 0 && skip(at + 2);
      }
      return literal(c, at + 2);
    }

    /** A character that must be there, unless it may be there no times. */
    private boolean literal(char c, int behind) {
      char next = behind < pattern.length() ? pattern.charAt(behind) : ' ';
      if (next == '*' || next == '?' || next == '{') {
        return skip(behind);
      }
      run.append(c);
      if (next == '+') {
        return skip(behind);
      }
      at = behind;
      return true;
    }

    /** Goes on behind something that no needle holds, and how many times it may be there. */
    private boolean skip(int behind) {
      if (behind < 0) {
        return false;
      }
      endRun();
      at = behind;
      int times = end(TIMES);
      at = times < 0 ? behind : times;
      return true;
    }

    /** Where what begins here ends; -1 if it is something else. */
    private int end(Pattern what) {
      Matcher matcher = what.matcher(pattern);
      return matcher.find(at) ? matcher.end() : -1;
    }

    /** Where the group ends that begins here; -1 if that is not known. */
    private int group() {
      int begin = at;
      int depth = 0;
      int end = -1;
      while (end < 0 && at < pattern.length()) {
        switch (pattern.charAt(at)) {
          case '(' -> depth++;
          case ')' -> depth--;
          case '\\' -> at++;
          case '[' -> {
            int behind = end(CLASS);
            at = behind < 0 ? pattern.length() : behind - 1;
          }
          default -> {}
        }
        at++;
        if (depth == 0) {
          end = at;
        }
      }
      at = begin;
      return end;
    }

    private void endRun() {
      if (run.length() > best.length()) {
        best = run.toString();
      }
      run.setLength(0);
    }

    private boolean endAlternative() {
      endRun();
      boolean known = best.length() >= SHORTEST;
      needles.add(best);
      best = "";
      return known;
    }
  }
}
