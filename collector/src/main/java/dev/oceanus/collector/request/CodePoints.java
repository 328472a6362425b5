package dev.oceanus.collector.request;

/** Strings by Unicode code points: measured, cut at a border, and without half characters. */
public final class CodePoints {
  private CodePoints() {}

  /** Whether the text has more than {@code most} code points. */
  public static boolean exceeds(String text, int most) {
    return text.length() > most && text.codePointCount(0, text.length()) > most;
  }

  /** The first {@code most} code points, or the text itself if it has no more. */
  public static String cut(String text, int most) {
    return exceeds(text, most) ? text.substring(0, text.offsetByCodePoints(0, most)) : text;
  }

  /** The text with U+FFFD for each surrogate without its other half. */
  public static String wellFormed(String text) {
    int lone = loneSurrogate(text, 0);
    if (lone < 0) {
      return text;
    }
    StringBuilder repaired = new StringBuilder(text);
    while (lone >= 0) {
      repaired.setCharAt(lone, '\uFFFD');
      lone = loneSurrogate(text, lone + 1);
    }
    return repaired.toString();
  }

  private static int loneSurrogate(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
