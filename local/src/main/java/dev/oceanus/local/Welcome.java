package dev.oceanus.local;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.StartException;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.function.Supplier;

/**
 * The last to start: lets other commands know how the process is reached, and tells the person what
 * to try. The first to close.
 */
final class Welcome implements Component {
  private final DataFolder folder;
  private final Supplier<Running> running;
  private final Supplier<String> text;
  private final PrintStream out;
  private boolean open;
  private boolean welcomed;

  Welcome(DataFolder folder, Supplier<Running> running, Supplier<String> text, PrintStream out) {
    this.folder = folder;
    this.running = running;
    this.text = text;
    this.out = out;
  }

  @Override
  public String name() {
    return "welcome";
  }

  @Override
  public void start() {
    try {
      running.get().write(folder.running());
    } catch (IOException e) {
      throw new StartException("cannot write " + folder.running() + ": " + e, e);
    }
    open = true;
    welcomed = true;
    out.println(text.get());
  }

  /** Whether everything had started. */
  boolean welcomed() {
    return welcomed;
  }

  @Override
  public Health check() {
    return open ? Health.READY : Health.notReady("not started");
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      out.println("\nStopping: first the port, then what is on its way, Redis last.");
      try {
        Files.deleteIfExists(folder.running());
      } catch (IOException e) {
        out.println("cannot delete " + folder.running() + ": " + e);
      }
    }
  }
}
