package dev.oceanus.common.yaml;

import java.util.ArrayList;
import java.util.List;

/** Gathers faults of one file: {@code sites.yaml:12: sites.shop.origins: rule, found 'x'}. */
public final class Faults {
  private static final int AT_MOST = 100;

  private final String file;
  private final List<String> lines = new ArrayList<>();
  private int more;

  /** No faults yet, of a file of this name. */
  public Faults(String file) {
    this.file = file;
  }

  /**
   * Notes a fault.
   *
   * @param path of the value, as {@code sites.shop.origins}; empty for the file as a whole
   * @param rule what is wrong, in words
   */
  public void add(int line, String path, String rule) {
    add(Integer.toString(line), path, rule);
  }

  /**
   * Notes a fault within a value.
   *
   * @param column counted from 1
   * @see #add(int, String, String)
   */
  public void add(int line, int column, String path, String rule) {
    add(line + ":" + column, path, rule);
  }

  private void add(String where, String path, String rule) {
    if (lines.size() >= AT_MOST) {
      more++;
      return;
    }
    String place = path.isEmpty() ? "" : path + ": ";
    lines.add("%s:%s: %s%s".formatted(file, where, place, rule.replaceAll("\\p{Cntrl}", "?")));
  }

  /** One line for each fault, in the order of finding; at most 101. */
  public List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    if (more > 0) {
      all.add("%s: and %d more faults".formatted(file, more));
    }
    return all;
  }

  /** Whether there is one. */
  public boolean any() {
    return !lines.isEmpty();
  }
}
