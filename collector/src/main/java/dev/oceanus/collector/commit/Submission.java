package dev.oceanus.collector.commit;

import dev.oceanus.common.stream.Shard;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The events of one request for one shard, and who is told what became of them.
 *
 * @param shard where to
 * @param events JSON of each event in UTF-8
 * @param bytes their length together
 * @param submittedNanos when, by the monotonic clock
 * @param owner runs the answer; answers of one batch for the same owner share one task
 * @param answer is told once
 */
public record Submission(
    Shard shard,
    List<byte[]> events,
    long bytes,
    long submittedNanos,
    Executor owner,
    Consumer<Commit> answer) {}
