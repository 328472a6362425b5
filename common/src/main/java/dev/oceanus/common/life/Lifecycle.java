package dev.oceanus.common.life;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts components in order and closes them in reverse. When one cannot start, those before it are
 * closed again. Thread-safe.
 */
public final class Lifecycle implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Lifecycle.class);

  private final List<Component> components;
  private final Deque<Component> started = new ArrayDeque<>();

  public Lifecycle(List<? extends Component> components) {
    this.components = List.copyOf(components);
  }

  /**
   * Starts all components.
   *
   * @throws RuntimeException what the one that failed threw, after those before it were closed
   */
  public synchronized void start() {
    for (Component component : components) {
      started.push(component); // one that fails half-way is closed as well
      try {
        component.start();
      } catch (RuntimeException e) {
        close();
        throw e;
      }
      logger.debug("{} started", component.name());
    }
  }

  /** Closes what was started, the last first. One that fails to close does not stop the others. */
  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      Component component = started.pop();
      try {
        component.close();
        logger.debug("{} closed", component.name());
      } catch (RuntimeException e) {
        logger.error("closing {} failed", component.name(), e);
      }
    }
  }
}
