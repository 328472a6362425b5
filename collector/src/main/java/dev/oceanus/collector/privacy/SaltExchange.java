package dev.oceanus.collector.privacy;

import java.time.Duration;
import java.time.LocalDate;

/** Where all collectors find the same salt of a day. Thread-safe. */
@FunctionalInterface
public interface SaltExchange {
  /**
   * The salt of this day: the first that was proposed for it.
   *
   * @param proposal taken if there is none yet
   * @param life how long from now it is kept, if it is taken
   * @throws dev.oceanus.common.stream.StreamUnavailableException if it cannot be told now
   */
  byte[] agree(LocalDate day, byte[] proposal, Duration life);
}
