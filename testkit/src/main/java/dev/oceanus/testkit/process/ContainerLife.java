package dev.oceanus.testkit.process;

import com.github.dockerjava.api.exception.DockerException;
import java.time.Duration;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;

/** The life of a server in a container that has been started. */
public final class ContainerLife implements ServerLife {
  private final GenericContainer<?> container;
  private final long pid;

  public ContainerLife(GenericContainer<?> container) {
    this.container = container;
    this.pid = Objects.requireNonNull(container.getCurrentContainerInfo().getState().getPidLong());
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public boolean isAlive() {
    return container.isRunning();
  }

  @Override
  public void signal(String name) {
    try {
      container
          .getDockerClient()
          .killContainerCmd(container.getContainerId())
          .withSignal(name)
          .exec();
    } catch (DockerException e) {
      if (isAlive()) {
        throw new IllegalStateException(
            "signal " + name + " to the container of " + container.getDockerImageName(), e);
      }
    }
  }

  @Override
  public boolean endsWithin(Duration limit) {
    boolean ended = Pause.until(limit, () -> !isAlive());
    if (ended) {
      container.stop();
    }
    return ended;
  }
}
