package dev.oceanus.collector.badinput;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What this process holds in memory. */
final class LiveHeap {
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private LiveHeap() {}

  /** Bytes in use after a full collection. */
  static long bytes() {
    MEMORY.gc();
    return MEMORY.getHeapMemoryUsage().getUsed();
  }
}
