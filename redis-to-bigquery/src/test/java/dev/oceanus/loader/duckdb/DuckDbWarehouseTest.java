package dev.oceanus.loader.duckdb;

import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseContract;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
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
