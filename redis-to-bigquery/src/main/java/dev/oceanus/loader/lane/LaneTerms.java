package dev.oceanus.loader.lane;

import dev.oceanus.common.life.Backoff;
import dev.oceanus.loader.batch.BatchLimits;
import java.time.Duration;

/**
 * How lanes are loaded.
 *
 * @param owner identity of this process, random per life
 * @param leaseTtl how long a lease holds unless it is renewed
 * @param limits when a batch is full
 * @param poll how often an idle lane is looked at
 * @param failure waits after failures
 * @param stopped how long a stopped lane waits before it is looked at again
 */
public record LaneTerms(
    String owner,
    Duration leaseTtl,
    BatchLimits limits,
    Duration poll,
    Backoff failure,
    Duration stopped) {}
