package dev.oceanus.common.beat;

import java.time.Instant;

/**
 * A life as others see it.
 *
 * @param life what it said last
 * @param seen when it said it, by the clock of whoever keeps the lives
 */
public record SeenLife(Life life, Instant seen) {}
