package dev.oceanus.export.manifest;

import dev.oceanus.export.column.Column;
import java.util.List;
import java.util.Map;

/**
 * A file of a whole run.
 *
 * @param export which one
 * @param file its name beside the manifest
 * @param rows how many
 * @param bytes of the file
 * @param textBytes the same unpacked
 * @param sha256 of the file, in hex
 * @param columns in their order
 * @param nulled how many values of a column are null because its type cannot say them
 */
public record ExportedFile(
    String export,
    String file,
    long rows,
    long bytes,
    long textBytes,
    String sha256,
    List<Column> columns,
    Map<String, Long> nulled) {
  public ExportedFile {
    columns = List.copyOf(columns);
    nulled = Map.copyOf(nulled);
  }
}
