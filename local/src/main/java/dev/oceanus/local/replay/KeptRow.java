package dev.oceanus.local.replay;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of one of the two tables.
 *
 * @param cells texts by column; what is null is missing
 */
public record KeptRow(Map<String, String> cells) {
  public KeptRow {
    cells = Map.copyOf(cells);
  }

  /** The value of a column, or null. */
  public @Nullable String get(String column) {
    return cells.get(column);
  }

  /** The value of a column, or an empty text. */
  public String text(String column) {
    return cells.getOrDefault(column, "");
  }

  /** The time in a column, as warehouses cast it to text: {@code 2026-11-24 08:15:02.5}, in UTC. */
  public Instant time(String column) {
    String text = cells.get(column);
    if (text == null) {
      throw new IllegalArgumentException("a row without " + column);
    }
    return LocalDateTime.parse(text.replace(' ', 'T').replace("+00", "")).toInstant(ZoneOffset.UTC);
  }

  /** What names this row for ever: no two rows share an entry within a batch. */
  public String identity() {
    return text("_batch") + "/" + text("_entry");
  }
}
