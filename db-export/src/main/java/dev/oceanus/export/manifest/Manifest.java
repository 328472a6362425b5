package dev.oceanus.export.manifest;

import dev.oceanus.export.plan.Format;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What says that a run is whole: it is written last.
 *
 * @param run its id
 * @param date of which the export is
 * @param definition hash of what was read and how
 * @param database where it was read
 * @param snapshot whose state it is; the database's own clock, with its fraction
 * @param format of the files
 * @param started when the run began
 * @param finished when its last file was whole
 * @param files in the order of the exports
 */
public record Manifest(
    String run,
    LocalDate date,
    String definition,
    String database,
    String snapshot,
    Format format,
    Instant started,
    Instant finished,
    List<ExportedFile> files) {
  /** Its name. */
  public static final String NAME = "manifest.json";

  public Manifest {
    files = List.copyOf(files);
  }

  /** Rows of all files. */
  public long rows() {
    return files.stream().mapToLong(ExportedFile::rows).sum();
  }

  /** Bytes of all files. */
  public long bytes() {
    return files.stream().mapToLong(ExportedFile::bytes).sum();
  }
}
