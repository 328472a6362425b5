package dev.oceanus.export.targets;

import java.util.Optional;

/**
 * Where the files of one date go. Nothing is visible under its name before it is whole. Of one
 * thread.
 *
 * <p>Every method throws {@link TargetException} when the target cannot do it now.
 */
public interface Target extends AutoCloseable {
  /** The text of the manifest, or empty if no run of this date is whole. */
  Optional<String> manifest();

  /** Begins a file of this name, which nobody has used before. */
  PendingFile create(String name);

  /**
   * Writes the manifest, at once.
   *
   * @throws TargetException also if another run has written one meanwhile
   */
  void commit(String manifest);

  /** Deletes a file; one that is not there is no fault. */
  void delete(String name);

  /** Deletes what runs have left behind that ended before they were whole. */
  void tidy(LeftBehind left);

  /** Where a file is, as other programs name it: a path, or {@code gs://bucket/object}. */
  String place(String name);

  @Override
  void close();

  /** Judges files. */
  interface LeftBehind {
    /**
     * Whether a file is of no whole run.
     *
     * @param name of a file
     * @param manifest text of the manifest beside it, if there is one
     */
    boolean isLeft(String name, Optional<String> manifest);
  }
}
