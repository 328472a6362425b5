package dev.oceanus.local.query;

import java.util.List;

/** How an answer may be shown. */
public final class Formats {
  /** Their names, the default first. */
  public static final List<String> NAMES = List.of("table", "csv", "json");

  private Formats() {}

  /**
   * Writes an answer in one of them.
   *
   * @param name one of {@link #NAMES}
   */
  public static RowSink of(String name, Appendable out) {
    return switch (name) {
      case "table" -> new TableFormat(out);
      case "csv" -> new CsvFormat(out);
      case "json" -> new JsonFormat(out);
      default -> throw new IllegalArgumentException("no format '" + name + "'");
    };
  }
}
