package dev.oceanus.testkit.pubsub;

import dev.oceanus.testkit.process.ContainerLife;
import dev.oceanus.testkit.process.ServerLife;
import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The emulator in a container, for machines that have Docker and no Google Cloud CLI. It has the
 * machine's network, so that it listens where a program would: on Linux only.
 */
record ContainerEmulator() implements EmulatorProgram {
  private static final DockerImageName IMAGE = DockerImageName.parse("google/cloud-sdk:emulators");

  @Override
  public ServerLife launch(int port, Path log) {
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withNetworkMode("host")
            .withCommand(
                "gcloud", "beta", "emulators", "pubsub", "start", "--host-port=127.0.0.1:" + port);
    try {
      container.start();
    } catch (RuntimeException e) { // whatever Testcontainers met: there is no emulator
      throw new IllegalStateException(
          "tests need the official Pub/Sub emulator: install it (Debian:"
              + " google-cloud-cli-pubsub-emulator; else gcloud components install"
              + " pubsub-emulator), or name it by "
              + VARIABLE
              + "; a container of "
              + IMAGE
              + " cannot be started either",
          e);
    }
    return new ContainerLife(container);
  }
}
