package dev.oceanus.collector.commit;

/** Asks whether the store answers at all. Thread-safe. */
@FunctionalInterface
public interface StoreProbe {
  /** Whether it does, found out within a second; never throws for an unreachable store. */
  boolean answers();
}
