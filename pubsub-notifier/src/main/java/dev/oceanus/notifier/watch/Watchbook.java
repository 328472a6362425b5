package dev.oceanus.notifier.watch;

import java.util.List;

/**
 * What the watch has to remember from one process to the next. Thread-safe.
 *
 * <p>Every method throws {@link dev.oceanus.common.stream.StreamUnavailableException} when it
 * cannot be asked now.
 */
public interface Watchbook {
  /** What was written last; {@link Page#EMPTY} at first, and where it cannot be read. */
  Page read();

  /** Remembers this, and nothing else. */
  void write(Page page);

  /**
   * All that is remembered.
   *
   * @param incidents that are not over
   * @param deaths that still count
   */
  record Page(List<Incident> incidents, List<Flaps.Death> deaths) {
    /** Nothing. */
    public static final Page EMPTY = new Page(List.of(), List.of());

    public Page {
      incidents = List.copyOf(incidents);
      deaths = List.copyOf(deaths);
    }
  }
}
