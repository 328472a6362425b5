package dev.oceanus.loader.bigquery;

import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.Life;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The lives of lanes, whichever way of committing asks. Thread-safe. */
public final class Lives {
  private final BigQueryKit kit;

  public Lives(BigQueryKit kit) {
    this.kit = kit;
  }

  /**
   * What was ever committed of a lane, by its tables, and behind that by what is found.
   *
   * @param find what is committed under an id
   */
  public List<Life> of(String lane, Function<BatchId, Optional<Committed>> find) {
    return kit.sealed().last(kit.latestTables(lane), lane).stream()
        .map(last -> latest(last, find))
        .map(latest -> new Life(latest.id(), latest.upper()))
        .toList();
  }

  /** Batches without rows leave nothing in the table. */
  private static Committed latest(Committed last, Function<BatchId, Optional<Committed>> find) {
    Committed latest = last;
    Optional<Committed> behind = find.apply(latest.id().next());
    while (behind.isPresent()) {
      latest = behind.get();
      behind = find.apply(latest.id().next());
    }
    return latest;
  }
}
