package dev.oceanus.testkit.redis;

import dev.oceanus.testkit.process.ContainerLife;
import dev.oceanus.testkit.process.ServerLife;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A redis-server in a container, for machines that have Docker and no redis-server. It has the
 * machine's network, so that it listens where a program would: on Linux only.
 */
record ContainerRedis() implements RedisProgram {
  private static final DockerImageName IMAGE = DockerImageName.parse("redis:7.2-bookworm");

  @Override
  public ServerLife launch(Path config) throws IOException {
    String folder = Objects.requireNonNull(config.getParent()).toString();
    Object user = Files.getAttribute(config, "unix:uid");
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withNetworkMode("host")
            .withFileSystemBind(folder, folder, BindMode.READ_WRITE)
            .withCreateContainerCmdModifier(command -> command.withUser(user.toString()))
            .withCommand("redis-server", config.toString());
    try {
      container.start();
    } catch (RuntimeException e) { // whatever Testcontainers met: there is no server
      throw new IllegalStateException(
          "tests need a real redis-server: install it (Debian: apt-get install redis-server), or"
              + " name it by "
              + VARIABLE
              + "; a container of "
              + IMAGE
              + " cannot be started either",
          e);
    }
    return new ContainerLife(container);
  }
}
