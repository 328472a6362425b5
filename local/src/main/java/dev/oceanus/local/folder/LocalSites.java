package dev.oceanus.local.folder;

import dev.oceanus.local.cli.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which site catalogue a local Oceanus reads: the one that a person names, else the data folder's,
 * which begins as the one that comes with it and is the person's to edit.
 */
public final class LocalSites {
  private LocalSites() {}

  /**
   * The file, made where it is missing.
   *
   * @param named by the person, or null
   */
  public static Path file(@Nullable String named, DataFolder folder) {
    if (named != null) {
      return Path.of(named);
    }
    Path file = folder.sites();
    try (InputStream in = LocalSites.class.getResourceAsStream("sites.yaml")) {
      if (!Files.exists(file)) {
        if (in == null) {
          throw new IOException("sites.yaml is not among the resources");
        }
        Files.copy(in, file);
      }
      return file;
    } catch (IOException e) {
      throw new CommandException(
          CommandException.UNAVAILABLE, "cannot write %s: %s".formatted(file, e.getMessage()));
    }
  }
}
