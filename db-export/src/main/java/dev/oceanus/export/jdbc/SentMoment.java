package dev.oceanus.export.jdbc;

/**
 * A date or a point in time as MariaDB and MySQL send it, zero dates included.
 *
 * @param text {@code 2026-12-01} or {@code 2026-12-01 03:00:00.5}
 */
record SentMoment(String text) {}
