package dev.oceanus.local.replay;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What became of the events of a replay. Not thread-safe. */
public final class Tally {
  private final Map<String, Integer> stillRefused = new TreeMap<>();
  private final Map<String, Integer> left = new TreeMap<>();
  private final Map<String, Integer> refusedAgain = new TreeMap<>();
  private final Map<String, Integer> failed = new TreeMap<>();
  private int rows;
  private int events;
  private int present;
  private int mended;
  private int sent;
  private int accepted;

  void rows(int count) {
    rows += count;
  }

  void event() {
    events++;
  }

  void present() {
    present++;
  }

  void mended() {
    mended++;
  }

  void sent() {
    sent++;
  }

  void accepted() {
    accepted++;
  }

  void failed(String reason) {
    failed.merge(reason, 1, Integer::sum);
  }

  void stillRefused(String reason) {
    stillRefused.merge(reason, 1, Integer::sum);
  }

  void refusedAgain(String reason) {
    refusedAgain.merge(reason, 1, Integer::sum);
  }

  void left(String why) {
    left.merge(why, 1, Integer::sum);
  }

  /** Rows that were read. */
  public int rowsRead() {
    return rows;
  }

  /** Events that were sent and are stored. */
  public int acceptedEvents() {
    return accepted;
  }

  /** Whether all that was to be sent is stored. */
  public boolean complete() {
    return failed.isEmpty() && refusedAgain.isEmpty();
  }

  /** The account of a replay that sends nothing. */
  public String forecast() {
    return "%s  would be accepted now   %6d%n".formatted(before(), mended) + after();
  }

  /** The account of a replay. */
  public String report() {
    return "%s  sent                    %6d%n  accepted                %6d%n"
            .formatted(before(), sent, accepted)
        + line("refused again", refusedAgain)
        + line("failed", failed)
        + after();
  }

  private String before() {
    return "  rows read               %6d%n  events in them          %6d%n  in their table already  %6d%n"
        .formatted(rows, events, present);
  }

  private String after() {
    return line("still refused", stillRefused) + line("cannot be replayed", left);
  }

  private static String line(String what, Map<String, Integer> counts) {
    int sum = counts.values().stream().mapToInt(Integer::intValue).sum();
    StringJoiner parts = new StringJoiner(", ", "  (", ")").setEmptyValue("");
    counts.forEach((why, count) -> parts.add(why + " " + count));
    return "  %-22s  %6d%s%n".formatted(what, sum, parts);
  }
}
