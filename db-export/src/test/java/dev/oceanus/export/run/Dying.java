package dev.oceanus.export.run;

import dev.oceanus.export.targets.PendingFile;
import dev.oceanus.export.targets.Target;
import java.util.Optional;

/**
 * A target whose process dies at one of its steps: neither that nor any later one has an effect,
 * not even one that would tidy up.
 */
final class Dying implements Target {
  private final Target target;
  private int left;

  /**
   * @param step counted from 1
   */
  Dying(Target target, int step) {
    this.target = target;
    this.left = step;
  }

  /** The process is dead. */
  static final class DeadException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void step() {
    left--;
    if (left <= 0) {
      throw new DeadException();
    }
  }

  @Override
  public Optional<String> manifest() {
    step();
    return target.manifest();
  }

  @Override
  public PendingFile create(String name) {
    step();
    PendingFile file = target.create(name);
    return new PendingFile() {
      @Override
      public void write(byte[] bytes, int from, int length) {
        step();
        file.write(bytes, from, length);
      }

      @Override
      public void commit() {
        step();
        file.commit();
        step();
      }

      @Override
      public void close() {
        if (left > 0) {
          file.close();
        }
      }
    };
  }

  @Override
  public void commit(String manifest) {
    step();
    target.commit(manifest);
    step();
  }

  @Override
  public void delete(String name) {
    step();
    target.delete(name);
  }

  @Override
  public void tidy(LeftBehind judge) {
    step();
    target.tidy(judge);
  }

  @Override
  public String place(String name) {
    return target.place(name);
  }

  @Override
  public void close() {
    target.close();
  }
}
