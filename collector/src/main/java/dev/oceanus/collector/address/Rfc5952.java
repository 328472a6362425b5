package dev.oceanus.collector.address;

/** The one text form of an IPv6 address. */
final class Rfc5952 {
  private static final int GROUPS = 8;

  private Rfc5952() {}

  static String format(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (bytes[2 * i] & 255) << 8 | (bytes[2 * i + 1] & 255);
    }
    int gap = longestGap(groups);
    int gapEnd = gap < 0 ? -1 : gapEnd(groups, gap);
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        out.append("::");
        i = gapEnd - 1;
      } else {
        if (i > 0 && i != gapEnd) {
          out.append(':');
        }
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  /** Where the longest run of two or more zero groups begins, the first of equals; or -1. */
  private static int longestGap(int[] groups) {
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int length = gapEnd(groups, i) - i;
      if (length > bestLength) {
        best = i;
        bestLength = length;
      }
    }
    return best;
  }

  private static int gapEnd(int[] groups, int from) {
    int end = from;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end;
  }
}
