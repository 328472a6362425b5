package dev.oceanus.export.plan;

import java.util.Locale;

/** How rows are written. */
public enum Format {
  NDJSON,
  CSV;

  /** As in names of files: {@code ndjson}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
