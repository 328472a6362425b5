package dev.oceanus.local;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.local.folder.DataFolder.Claim;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/**
 * The first to start and so the last to close: keeps the data folder for this process, and says
 * that all has ended in order.
 */
final class Farewell implements Component {
  private final Claim claim;
  private final BooleanSupplier welcomed;
  private final PrintStream out;

  /**
   * @param welcomed whether everything had started
   */
  Farewell(Claim claim, BooleanSupplier welcomed, PrintStream out) {
    this.claim = claim;
    this.welcomed = welcomed;
    this.out = out;
  }

  @Override
  public String name() {
    return "farewell";
  }

  @Override
  public void start() {}

  @Override
  public Health check() {
    return Health.READY;
  }

  @Override
  public void close() {
    claim.close();
    if (welcomed.getAsBoolean()) {
      out.println("Stopped. The next './oceanus up' goes on from here.");
    }
  }
}
