package dev.oceanus.testkit.redis;

import java.time.Duration;

/** One life of a redis-server, from its start to its end. */
interface RedisLife {
  /** Process id on this machine. */
  long pid();

  /** Whether it has not ended. */
  boolean isAlive();

  /** Sends it a signal, named as {@code KILL}; does nothing when it has ended. */
  void signal(String name);

  /** Waits for its end; false if it goes on for longer than this. */
  boolean endsWithin(Duration limit);
}
