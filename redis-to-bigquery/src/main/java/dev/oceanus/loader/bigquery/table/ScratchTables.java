package dev.oceanus.loader.bigquery.table;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empty copies of tables, to try rows in. Each ends by itself if nobody drops it. Thread-safe. */
public final class ScratchTables {
  private static final Logger logger = LoggerFactory.getLogger(ScratchTables.class);
  private static final Duration LIFE = Duration.ofHours(1);

  private final BigQueryConnection connection;
  private final Clock clock;

  public ScratchTables(BigQueryConnection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /**
   * Makes a table like another one.
   *
   * @param name of the new table
   * @throws WarehouseUnavailableException if it cannot be made now
   */
  public void make(String name, String like) {
    Table model =
        connection.<@Nullable Table>during(
            "looking at table " + like, client -> client.getTable(id(like)));
    if (model == null) {
      throw new WarehouseUnavailableException(
          "there is no table %s.%s".formatted(connection.config(), like), null);
    }
    StandardTableDefinition definition = model.getDefinition();
    StandardTableDefinition copy =
        StandardTableDefinition.newBuilder()
            .setSchema(definition.getSchema())
            .setTimePartitioning(unexpiring(definition.getTimePartitioning()))
            .setClustering(definition.getClustering())
            .build();
    TableInfo table =
        TableInfo.newBuilder(id(name), copy)
            .setExpirationTime(clock.instant().plus(LIFE).toEpochMilli())
            .build();
    connection.during("making table " + name + " to try rows in", client -> client.create(table));
  }

  /** Old rows must not vanish from it before they are looked at. */
  private static @Nullable TimePartitioning unexpiring(@Nullable TimePartitioning partitioning) {
    return partitioning == null
        ? null
        : TimePartitioning.newBuilder(partitioning.getType())
            .setField(partitioning.getField())
            .build();
  }

  /** Drops a table; where that fails, it expires. */
  public void drop(String name) {
    try {
      connection.client().delete(id(name));
    } catch (BigQueryException | WarehouseUnavailableException e) {
      logger.info("table {} is not dropped and expires by itself: {}", name, e.getMessage());
    }
  }

  private TableId id(String table) {
    return TableId.of(connection.config().project(), connection.config().dataset(), table);
  }
}
