package dev.oceanus.local.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.local.cli.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which site catalogue and which rules a local Oceanus reads: those that a person names, else the
 * data folder's, which begin as those that come with it and are the person's to edit.
 */
public final class LocalFiles {
  private static final String DEMO = "demo";
  private static final String RULES = "\nrules:";

  private LocalFiles() {}

  /**
   * The site catalogue, made where it is missing.
   *
   * @param named by the person, or null
   */
  public static Path sites(@Nullable String named, DataFolder folder) {
    return named != null
        ? Path.of(named)
        : carried("sites.yaml", folder.sites(), UnaryOperator.identity());
  }

  /**
   * The rules, made where they are missing: without those about the demo shop, where the catalogue
   * does not have that any more.
   *
   * @param named by the person, or null
   * @param sites the site catalogue
   */
  public static Path rules(@Nullable String named, DataFolder folder, Path sites) {
    UnaryOperator<String> fitting =
        text -> hasDemo(sites) ? text : text.substring(0, text.indexOf(RULES));
    return named != null ? Path.of(named) : carried("rules.yaml", folder.rules(), fitting);
  }

  private static boolean hasDemo(Path sites) {
    try {
      return SiteCatalogueReader.read(sites).site(DEMO).isPresent();
    } catch (ConfigException e) {
      return false; // its faults are told at the start
    }
  }

  private static Path carried(String name, Path file, UnaryOperator<String> fitting) {
    try (InputStream in = LocalFiles.class.getResourceAsStream(name)) {
      if (!Files.exists(file)) {
        if (in == null) {
          throw new IOException(name + " is not among the resources");
        }
        Files.writeString(file, fitting.apply(new String(in.readAllBytes(), UTF_8)));
      }
      return file;
    } catch (IOException e) {
      throw new CommandException(
          CommandException.UNAVAILABLE, "cannot write %s: %s".formatted(file, e.getMessage()));
    }
  }
}
