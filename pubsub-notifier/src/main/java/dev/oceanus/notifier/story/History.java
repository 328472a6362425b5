package dev.oceanus.notifier.story;

import java.util.List;

/** What the warehouse knows of a visitor. Thread-safe. */
@FunctionalInterface
public interface History {
  /** The most events that are asked for. */
  int MOST = 200;

  /**
   * The visitor's last events, the oldest first.
   *
   * @param site name of the site
   * @param visitor identity of the browser, as events carry it
   * @param most 1 to {@link #MOST}
   * @throws dev.oceanus.common.warehouse.WarehouseUnavailableException if it cannot be asked now
   */
  List<Page> of(String site, String visitor, int most);
}
