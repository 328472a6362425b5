package dev.oceanus.loader.bigquery.table;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.Rows;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The only place that knows to which table rows go: that of their lane, or of their day where the
 * lane has one a day. All entries of a batch are of one day then.
 */
public final class Destinations {
  private final Map<String, Lane> daily = new HashMap<>();

  /**
   * @param lanes which there are; one that is not among them has one table
   */
  public Destinations(Collection<Lane> lanes) {
    lanes.stream().filter(Lane::daily).forEach(lane -> daily.put(lane.name(), lane));
  }

  /** Whether a lane has a table a day. */
  public boolean isDaily(String lane) {
    return daily.containsKey(lane);
  }

  /** The table of a batch, also of one without rows. */
  public String of(Batch batch) {
    EntryId last =
        batch.seal().upper().stream().max(Comparator.naturalOrder()).orElse(EntryId.ZERO);
    return of(batch.seal().id().lane(), batch.rows(), last);
  }

  /** The table of some rows of a batch. */
  public String of(Batch.Part part) {
    return of(part.lane(), part.rows(), EntryId.ZERO);
  }

  private String of(String name, Rows rows, EntryId otherwise) {
    Lane lane = daily.get(name);
    if (lane == null) {
      return name;
    }
    EntryId entry = rows.isEmpty() ? otherwise : rows.raw().getFirst().ref().id();
    return lane.table(entry.day());
  }
}
