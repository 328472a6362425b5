package dev.oceanus.notifier.watch;

import java.time.Duration;

/**
 * Something that is wrong now.
 *
 * @param key the same as long as it is the same trouble: {@code died/collector/collector-0}
 * @param what it is, one line for people
 * @param over what to say when it is over, one line for people
 * @param patience how long it has to last before anybody is told
 */
public record Trouble(String key, String what, String over, Duration patience) {}
