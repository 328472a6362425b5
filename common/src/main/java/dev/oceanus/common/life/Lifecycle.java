package dev.oceanus.common.life;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts components in order and closes them in reverse. When one cannot start, those before it are
 * closed again. Thread-safe.
 */
public final class Lifecycle implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Lifecycle.class);

  private final List<Component> components;
  private final Consumer<RuntimeException> failed;
  private final Deque<Component> started = new ArrayDeque<>();

  /** A life cycle of these, in the order of starting. */
  public Lifecycle(List<? extends Component> components) {
    this(components, failure -> {});
  }

  /**
   * The same.
   *
   * @param failed is told when a component cannot start, before those before it are closed
   */
  public Lifecycle(List<? extends Component> components, Consumer<RuntimeException> failed) {
    this.components = List.copyOf(components);
    this.failed = failed;
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
        failed.accept(e);
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
