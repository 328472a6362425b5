package dev.oceanus.collector.commit;

import dev.oceanus.common.life.Health;
import java.util.function.Supplier;

/** Whether an event would be kept now: by the store, or by the spool. Thread-safe. */
record Readiness(StoreState state, Spool spool) implements Supplier<Health> {
  @Override
  public Health get() {
    boolean spooling = spool.inUse() || !state.storable();
    if (!spooling) {
      return Health.READY;
    }
    String why = state.storable() ? "the spool is being sent" : state.why();
    return spool.takes()
        ? Health.degraded("events go to the spool: " + why)
        : Health.notReady(state.storable() ? "the spool is full" : why);
  }
}
