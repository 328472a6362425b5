package dev.oceanus.local.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are read.
 *
 * @param from table
 * @param reason word for why they are there
 * @param site the only one, or null for all
 * @param since no row before it, or null for all
 * @param limit most rows
 */
public record Selection(
    Origin from, String reason, @Nullable String site, @Nullable Instant since, int limit) {}
