package dev.oceanus.common.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody may have meant. */
public final class Similar {
  private static final int FARTHEST = 3;

  private Similar() {}

  /**
   * {@code "; did you mean 'x'?"} for the nearest of the known names, or nothing if none is near.
   */
  public static String hint(String name, Collection<String> known) {
    return known.stream()
        .filter(each -> distance(name, each) <= Math.min(FARTHEST, name.length() / 2))
        .min(Comparator.comparingInt(each -> distance(name, each)))
        .map(each -> "; did you mean '" + each + "'?")
        .orElse("");
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
