package dev.oceanus.local;

import dev.oceanus.local.folder.DataFolder;
import java.nio.file.Path;

/**
 * How the other commands are typed for one data folder.
 *
 * @param query to be followed by SQL
 * @param tail as it is
 */
record Commands(String query, String tail) {
  /**
   * Those for a folder.
   *
   * @param usual the folder that needs not be named
   */
  static Commands of(DataFolder folder, DataFolder usual) {
    String data = folder.equals(usual) ? "" : " --data " + shellWord(folder.root());
    return new Commands("./oceanus query" + data, "./oceanus tail" + data);
  }

  /** A path as one word of a shell. */
  private static String shellWord(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_./+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
