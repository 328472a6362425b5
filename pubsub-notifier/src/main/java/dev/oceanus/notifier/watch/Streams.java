package dev.oceanus.notifier.watch;

import dev.oceanus.common.stream.EntryId;
import java.util.List;

/**
 * The streams as the watch looks at them. Thread-safe.
 *
 * <p>Every method throws {@link dev.oceanus.common.stream.StreamUnavailableException} when it
 * cannot be asked now.
 */
public interface Streams {
  /** Every reader of every stream. */
  List<LaneSight> lanes();

  /** Id of the last dead letter, {@link EntryId#ZERO} if there never was one. */
  EntryId lastDeadLetter();
}
