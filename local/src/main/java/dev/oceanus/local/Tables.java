package dev.oceanus.local;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.StartException;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Conflict;
import dev.oceanus.tables.upkeep.Upkeep;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tables and views before the first event, so that the first query finds them. A table
 * that does not fit would take no rows; a view that does not is left out.
 */
final class Tables implements Component {
  private static final Logger logger = LoggerFactory.getLogger(Tables.class);

  private final Upkeep upkeep;
  private final Wanted wanted;

  Tables(Upkeep upkeep, Wanted wanted) {
    this.upkeep = upkeep;
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return "tables";
  }

  @Override
  public void start() {
    try {
      judge(upkeep.apply(wanted, false, change -> {}).conflicts());
    } catch (WarehouseUnavailableException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private void judge(List<Conflict> conflicts) {
    Set<String> tables = wanted.tables().stream().map(Table::name).collect(Collectors.toSet());
    String ofTables =
        conflicts.stream()
            .filter(conflict -> tables.contains(conflict.target()))
            .map(Conflict::message)
            .collect(Collectors.joining("; "));
    if (!ofTables.isEmpty()) {
      throw new StartException(ofTables);
    }
    conflicts.forEach(conflict -> logger.warn("{}", conflict.message()));
  }

  @Override
  public Health check() {
    return Health.READY;
  }

  @Override
  public void close() {}
}
