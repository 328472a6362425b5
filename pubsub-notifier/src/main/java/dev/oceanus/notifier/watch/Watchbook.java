package dev.oceanus.notifier.watch;

import java.util.List;
import java.util.Optional;

/**
 * What the watch has to remember from one process to the next. Thread-safe.
 *
 * <p>Every method throws {@link dev.oceanus.common.stream.StreamUnavailableException} when it
 * cannot be asked now.
 */
public interface Watchbook {
  /** What was written last; {@link Page#EMPTY} at first, and where it cannot be understood. */
  Reading read();

  /**
   * Remembers this, and nothing else, unless somebody has written since it was read.
   *
   * @return as it would be read now; empty if somebody has written, and nothing was changed
   */
  Optional<Reading> write(Reading before, Page page);

  /**
   * A page as it was found.
   *
   * @param text how it is kept, by which it is known again; empty if there is none
   */
  record Reading(Page page, String text) {}

  /**
   * All that is remembered.
   *
   * @param incidents that are not over
   * @param deaths that still count
   * @param tidings that people are to be told of, if that is not done yet
   */
  record Page(List<Incident> incidents, List<Flaps.Death> deaths, List<Tidings> tidings) {
    /** Nothing. */
    public static final Page EMPTY = new Page(List.of(), List.of(), List.of());

    public Page {
      incidents = List.copyOf(incidents);
      deaths = List.copyOf(deaths);
      tidings = tidings == null ? List.of() : List.copyOf(tidings); // of an earlier release
    }

    /** The same when people have been told. */
    Page told() {
      return new Page(incidents, deaths, List.of());
    }
  }
}
