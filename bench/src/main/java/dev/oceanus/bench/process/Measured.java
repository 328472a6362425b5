package dev.oceanus.bench.process;

/** A running process whose use of the machine can be asked for. */
public interface Measured {
  /** CPU time since its start in microseconds, that of its children included. */
  long cpuMicros();

  /** Its memory now, that of its children included. */
  Memory memory();
}
