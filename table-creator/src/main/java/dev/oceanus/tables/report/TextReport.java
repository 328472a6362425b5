package dev.oceanus.tables.report;

import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Conflict;
import dev.oceanus.tables.store.Estimate;
import dev.oceanus.tables.upkeep.Account;
import dev.oceanus.tables.upkeep.Account.Reading;
import java.io.PrintStream;
import java.util.Locale;

/** For people: a line for each change, conflict and view, and one that sums them up. */
public final class TextReport {
  private static final String LINE = "%-22s %s: %s%n";
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private final PrintStream out;

  public TextReport(PrintStream out) {
    this.out = out;
  }

  /** A change that is to be done, or was. */
  public void change(Change change) {
    ChangeWords words = ChangeWords.of(change);
    out.printf(LINE, words.kind().replace('-', ' '), change.target(), words.detail());
  }

  /**
   * What stands behind the changes.
   *
   * @param verb what becomes of changes: {@code to do} or {@code done}
   */
  public void rest(Account account, String verb) {
    for (Reading reading : account.readings()) {
      if (!(reading.estimate() instanceof Estimate.Refused)) {
        out.printf(LINE, "view", reading.view().name(), words(reading.estimate()));
      }
    }
    for (Conflict conflict : account.conflicts()) {
      out.printf("%-22s %s%n", "conflict", conflict.message());
    }
    if (account.changes().isEmpty() && account.conflicts().isEmpty()) {
      out.println("All is as it should be.");
      return;
    }
    out.printf(
        "%s %s, %s%n",
        count(account.changes().size(), "change"),
        verb,
        count(account.conflicts().size(), "conflict"));
  }

  private static String words(Estimate estimate) {
    return switch (estimate) {
      case Estimate.Bytes(long bytes) -> "reads " + size(bytes);
      case Estimate.Free unused -> "can be read";
      case Estimate.Unknown(String why) -> "bytes unknown: " + why;
      case Estimate.Refused(String why) -> "cannot be read: " + why;
    };
  }

  private static String count(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** Bytes with the largest unit of which there is at least one. */
  static String size(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }
}
