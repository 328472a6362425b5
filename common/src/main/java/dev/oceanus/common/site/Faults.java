package dev.oceanus.common.site;

import java.util.ArrayList;
import java.util.List;

/** Gathers faults of one file: {@code sites.yaml:12: sites.shop.origins: rule, found 'x'}. */
final class Faults {
  private static final int AT_MOST = 100;

  private final String file;
  private final List<String> lines = new ArrayList<>();
  private int more;

  Faults(String file) {
    this.file = file;
  }

  /**
   * @param path of the value, as {@code sites.shop.origins}; empty for the file as a whole
   * @param rule what is wrong, in words
   */
  void add(int line, String path, String rule) {
    if (lines.size() >= AT_MOST) {
      more++;
      return;
    }
    String place = path.isEmpty() ? "" : path + ": ";
    lines.add("%s:%d: %s%s".formatted(file, line, place, rule.replaceAll("\\p{Cntrl}", "?")));
  }

  List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    if (more > 0) {
      all.add("%s: and %d more faults".formatted(file, more));
    }
    return all;
  }

  boolean any() {
    return !lines.isEmpty();
  }
}
