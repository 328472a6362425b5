package dev.oceanus.common.beat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Where the lives of all processes are kept. Thread-safe.
 *
 * <p>Every method throws {@link dev.oceanus.common.stream.StreamUnavailableException} when it
 * cannot be asked now.
 */
public interface Lives {
  /** Notes what a life says, and that it was seen now. */
  void note(Life life);

  /** All lives that are not forgotten, and the time by the clock that says when they were seen. */
  Sight sight();

  /** Forgets these lives. Whoever has not been seen for 30 days is forgotten anyway. */
  void forget(Collection<String> ids);

  /**
   * What there is to see at one instant.
   *
   * @param now by the clock that says when lives were seen
   */
  record Sight(Instant now, List<SeenLife> lives) {
    public Sight {
      lives = List.copyOf(lives);
    }
  }
}
