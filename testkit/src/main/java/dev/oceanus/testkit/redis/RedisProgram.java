package dev.oceanus.testkit.redis;

import dev.oceanus.testkit.process.ServerLife;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Starts the redis-server that tests run, wherever it comes from. */
interface RedisProgram {
  /** Names a program, or says {@link #CONTAINER}. */
  String VARIABLE = "OCEANUS_TEST_REDIS_SERVER";

  /** Value of the variable that asks for a container although there is a program. */
  String CONTAINER = "container";

  /**
   * Starts a server with this configuration; its output goes to {@code output.log} beside it.
   *
   * @throws IOException if it cannot be started
   */
  ServerLife launch(Path config) throws IOException;

  /**
   * What {@link #VARIABLE} names, else the first redis-server on the path, else a container.
   *
   * @throws IllegalStateException if the variable names no program
   */
  static RedisProgram find(Map<String, String> environment) {
    String named = environment.get(VARIABLE);
    if (named == null) {
      return onPath(environment.getOrDefault("PATH", ""))
          .<RedisProgram>map(BinaryRedis::new)
          .orElseGet(ContainerRedis::new);
    }
    if (named.equals(CONTAINER)) {
      return new ContainerRedis();
    }
    Path program = Path.of(named);
    if (Files.isExecutable(program)) {
      return new BinaryRedis(program);
    }
    throw new IllegalStateException(VARIABLE + " names no program: '" + named + "'");
  }

  private static Optional<Path> onPath(String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
