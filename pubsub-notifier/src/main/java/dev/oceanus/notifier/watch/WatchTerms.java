package dev.oceanus.notifier.watch;

import java.time.Duration;

/**
 * What counts as trouble.
 *
 * @param stalled a reader that has not moved for so long, while an event waits as long
 * @param behind a reader whose oldest event waits for so long
 */
public record WatchTerms(Duration stalled, Duration behind) {}
