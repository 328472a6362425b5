package dev.oceanus.loader.batch;

import java.time.Duration;

/**
 * When a batch is full.
 *
 * @param age how long its first entry may wait
 * @param rows most entries
 * @param bytes most bytes of raw entries; the one that reaches it is still in
 */
public record BatchLimits(Duration age, int rows, long bytes) {
  public BatchLimits {
    if (age.isNegative() || rows < 1 || bytes < 1) {
      throw new IllegalArgumentException("batch of " + rows + " rows, " + bytes + " bytes, " + age);
    }
  }
}
