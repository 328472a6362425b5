package dev.oceanus.testkit.process;

import java.time.Duration;

/** One life of a server that tests run, as a program or in a container. Not thread-safe. */
public interface ServerLife {
  /** The life of a program of this machine. */
  static ServerLife of(Process process) {
    return new ProcessLife(process);
  }

  /** Process id on this machine. */
  long pid();

  /** Whether it has not ended. */
  boolean isAlive();

  /** Sends it a signal, named as {@code KILL}; does nothing when it has ended. */
  void signal(String name);

  /** Waits for its end; false if it goes on for longer than this. */
  boolean endsWithin(Duration limit);
}
