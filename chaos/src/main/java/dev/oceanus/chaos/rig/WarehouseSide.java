package dev.oceanus.chaos.rig;

import dev.oceanus.common.stream.Lane;
import dev.oceanus.testkit.ledger.Oracle;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The warehouse that a rig's loaders commit to. */
interface WarehouseSide {
  /** What a loader is told of it. */
  Map<String, String> settings();

  /** Processes of its own, in the order in which they start. */
  List<Service> services();

  /**
   * Tells the oracle of every row, when no process runs any more.
   *
   * @param compared columns of the event tables that are compared
   */
  void tell(Set<Lane> lanes, List<String> compared, Oracle oracle);
}
