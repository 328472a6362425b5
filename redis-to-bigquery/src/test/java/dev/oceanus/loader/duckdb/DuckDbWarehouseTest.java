package dev.oceanus.loader.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Row;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseContract;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, in both ways of opening the file. */
class DuckDbWarehouseTest {
  /** One instance in one process. */
  @Nested
  class Held extends OnFile {
    Held(@TempDir Path folder) {
      super(folder, Opening.HELD);
    }

    @Override
    protected Warehouse another() {
      return new DuckDbWarehouse(file, Clock.systemUTC(), FailPoints.none());
    }
  }

  /** Two instances of the file, which open it in turns as two processes do. */
  @Nested
  class Shared extends OnFile {
    private final DuckDbFile second;

    Shared(@TempDir Path folder) {
      super(folder, Opening.SHARED);
      second = new DuckDbFile(folder.resolve("warehouse.duckdb"), Opening.SHARED);
    }

    @Override
    protected Warehouse another() {
      return new DuckDbWarehouse(second, Clock.systemUTC(), FailPoints.none());
    }
  }

  abstract static class OnFile extends WarehouseContract {
    final DuckDbFile file;
    private final DuckDbWarehouse warehouse;

    OnFile(Path folder, Opening opening) {
      file = new DuckDbFile(folder.resolve("warehouse.duckdb"), opening);
      warehouse = new DuckDbWarehouse(file, Clock.systemUTC(), FailPoints.none());
    }

    @AfterEach
    void close() {
      file.close();
    }

    @Override
    protected Warehouse warehouse() {
      return warehouse;
    }

    @Override
    protected void table(String lane, Schema schema) {}

    @Override
    protected void refusing(String lane) {
      execute(
          """
          CREATE TABLE %s (text VARCHAR NOT NULL, "at" TIMESTAMP, whole BIGINT,
            fraction DOUBLE, flag BOOLEAN, json JSON, _batch VARCHAR, _entry VARCHAR)
          """
              .formatted(lane));
    }

    @Test
    void takesRowsWhenItsTableGotAColumnThatItDoesNotKnow() {
      table("events_wide", SCHEMA);
      commit("events_wide", 1);
      execute("ALTER TABLE events_wide ADD COLUMN of_somebody VARCHAR");
      commit("events_wide", 2);
      assertThat(rows("events_wide")).hasSize(2);
    }

    private void commit(String lane, long seq) {
      Event event = new Event(SCHEMA);
      event.set("text", "row " + seq);
      Row row = new Row(new EntryRef(0, new EntryId(seq, 0)), event);
      Seal seal =
          new Seal(
              new BatchId("e1", lane, seq),
              1,
              List.of(row.entry().id()),
              1,
              "sha",
              List.of(),
              Instant.EPOCH);
      Rows rows = Rows.of(new EventCodec(SCHEMA), List.of(row));
      assertThat(warehouse().commit(new Batch(seal, SCHEMA, rows)))
          .isEqualTo(new CommitOutcome.Done(Committed.of(seal)));
    }

    private void execute(String sql) {
      try {
        file.with(
            "preparing a test",
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
              }
              connection.commit();
              return true;
            });
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected List<Map<String, @Nullable Object>> rows(String lane) {
      try {
        return file.with(
            "reading a table",
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet rows =
                      statement.executeQuery(
                          "SELECT * FROM \"%s\" ORDER BY _entry".formatted(lane))) {
                return all(rows);
              }
            });
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private static List<Map<String, @Nullable Object>> all(ResultSet rows) throws SQLException {
      List<Map<String, @Nullable Object>> all = new ArrayList<>();
      while (rows.next()) {
        Map<String, @Nullable Object> row = new HashMap<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.put(rows.getMetaData().getColumnName(i), value(rows, i));
        }
        all.add(row);
      }
      return all;
    }

    private static @Nullable Object value(ResultSet rows, int column) throws SQLException {
      return switch (rows.getObject(column)) {
        case null -> null;
        case Timestamp unused ->
            rows.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        case Long number -> number;
        case Double number -> number;
        case Boolean flag -> flag;
        default -> rows.getString(column);
      };
    }
  }
}
