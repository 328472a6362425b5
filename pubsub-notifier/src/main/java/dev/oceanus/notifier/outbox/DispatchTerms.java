package dev.oceanus.notifier.outbox;

import dev.oceanus.common.life.Backoff;
import java.time.Duration;

/**
 * How notices are delivered.
 *
 * @param owner identity of this process
 * @param leaseTtl how long a target waits for a process that has died
 * @param poll how often an idle queue is looked at
 * @param again how long a notice, and its target, are left alone after a failure
 */
public record DispatchTerms(String owner, Duration leaseTtl, Duration poll, Backoff again) {}
