package dev.oceanus.testkit.redis;

import dev.oceanus.testkit.process.ServerLife;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A redis-server that is a program of this machine.
 *
 * @param binary the program
 */
record BinaryRedis(Path binary) implements RedisProgram {
  @Override
  public ServerLife launch(Path config) throws IOException {
    return ServerLife.of(
        new ProcessBuilder(binary.toString(), config.toString())
            .redirectErrorStream(true)
            .redirectOutput(config.resolveSibling("output.log").toFile())
            .start());
  }
}
