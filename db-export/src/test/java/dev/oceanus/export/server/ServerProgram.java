package dev.oceanus.export.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where programs of a database are, and as whom they are run. */
final class ServerProgram {
  /** Servers refuse to run as root; nobody is everywhere. */
  private static final String NOBODY = "65534";

  private ServerProgram() {}

  /**
   * The folder that a variable names, else the first one with this program: on the path, or one of
   * Debian's.
   *
   * @throws IllegalStateException if there is none
   */
  static Path folder(String variable, String program, String debian) {
    Map<String, String> environment = System.getenv();
    String named = environment.get(variable);
    if (named != null) {
      if (Files.isExecutable(Path.of(named, program))) {
        return Path.of(named);
      }
      throw new IllegalStateException(
          variable + " names no folder with " + program + ": '" + named + "'");
    }
    return Stream.concat(path(environment), below(Path.of(debian)))
        .filter(folder -> Files.isExecutable(folder.resolve(program)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no %s here; install it, or let %s name its folder"
                        .formatted(program, variable)));
  }

  private static Stream<Path> path(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Arrays.stream(path.split(File.pathSeparator)).map(Path::of);
  }

  /** {@code /usr/lib/postgresql/17/bin}, the newest first. */
  private static Stream<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> versions = Files.list(folder)) {
      return versions
          .sorted(Comparator.reverseOrder())
          .map(version -> version.resolve("bin"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command, as somebody else if this is root. */
  static List<String> command(List<String> command) {
    List<String> all = new ArrayList<>();
    if (System.getProperty("user.name", "").equals("root")) {
      all.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    all.addAll(command);
    return all;
  }
}
