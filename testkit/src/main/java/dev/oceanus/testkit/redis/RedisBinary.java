package dev.oceanus.testkit.redis;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Finds the redis-server program that tests run. */
final class RedisBinary {
  static final String VARIABLE = "OCEANUS_TEST_REDIS_SERVER";
  private static final String NAME = "redis-server";

  private RedisBinary() {}

  /**
   * The program that {@link #VARIABLE} names, else the first on the path.
   *
   * @throws IllegalStateException if there is none: a test without Redis fails, it is not skipped
   */
  static Path find(Map<String, String> environment) {
    String named = environment.get(VARIABLE);
    if (named != null) {
      Path program = Path.of(named);
      if (Files.isExecutable(program)) {
        return program;
      }
      throw new IllegalStateException(VARIABLE + " names no program: '" + named + "'");
    }
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, NAME))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "tests need a real redis-server: install it (Debian: apt-get install"
                        + " redis-server), or name it by "
                        + VARIABLE));
  }
}
