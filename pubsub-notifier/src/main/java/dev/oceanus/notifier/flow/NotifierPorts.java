package dev.oceanus.notifier.flow;

import dev.oceanus.common.stream.Leases;
import dev.oceanus.notifier.outbox.DeadNotices;
import dev.oceanus.notifier.outbox.Digests;
import dev.oceanus.notifier.outbox.Outbox;
import dev.oceanus.notifier.outbox.Queue;
import dev.oceanus.notifier.story.Stories;

/**
 * All that the notifier keeps.
 *
 * @param outbox takes what follows from events
 * @param digests that are gathered
 * @param queue notices that wait
 * @param dead notices that were given up
 * @param stories the last pages of visitors
 * @param leases of targets
 */
public record NotifierPorts(
    Outbox outbox,
    Digests digests,
    Queue queue,
    DeadNotices dead,
    Stories stories,
    Leases leases) {}
