package dev.oceanus.testkit.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds programs, also where Debian keeps those that it takes for an administrator's. */
public final class Program {
  private static final List<String> MORE = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

  private Program() {}

  /**
   * The program of this name.
   *
   * @throws IllegalStateException if it is not installed
   */
  public static String find(String name, String debianPackage) {
    return find(name, debianPackage, System.getenv());
  }

  static String find(String name, String debianPackage, Map<String, String> environment) {
    String[] path = environment.getOrDefault("PATH", "").split(File.pathSeparator, -1);
    return Stream.concat(Stream.of(path), MORE.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s is needed, and not on the path; install it (Debian: apt-get install %s)"
                        .formatted(name, debianPackage)));
  }
}
