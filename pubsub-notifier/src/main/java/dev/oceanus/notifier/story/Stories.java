package dev.oceanus.notifier.story;

import java.util.List;

/** The last pages of each visitor, for a while. Thread-safe. */
public interface Stories {
  /** The most pages that are kept of a visitor. */
  int MOST = 20;

  /**
   * One page of a visitor.
   *
   * @param visitor identity of the browser
   */
  record Seen(String site, String visitor, Page page) {}

  /**
   * Keeps these pages, each once however often it is brought.
   *
   * @throws dev.oceanus.common.stream.StreamUnavailableException if Redis cannot be asked now
   */
  void add(List<Seen> pages);

  /**
   * The visitor's last pages, the oldest first, at most {@link #MOST}.
   *
   * @throws dev.oceanus.common.stream.StreamUnavailableException if Redis cannot be asked now
   */
  List<Page> of(String site, String visitor);
}
