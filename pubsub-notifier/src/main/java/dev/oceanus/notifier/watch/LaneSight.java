package dev.oceanus.notifier.watch;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader of a stream is.
 *
 * @param cursor the last entry that it has finished
 * @param oldest when the entry behind it was stored, or null if there is none
 */
public record LaneSight(Shard shard, Reader reader, EntryId cursor, @Nullable Instant oldest) {}
