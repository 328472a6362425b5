package dev.oceanus.tables.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.store.Catalogues;
import dev.oceanus.tables.store.TableStore;
import dev.oceanus.tables.store.TableStoreContract;
import dev.oceanus.tables.upkeep.Upkeep;
import dev.oceanus.tables.wanted.TableTerms;
import dev.oceanus.tables.wanted.WantedTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTableStoreTest extends TableStoreContract {
  @TempDir private Path folder;
  private DuckDbFile file;
  private WarehouseConfig warehouse;

  @BeforeEach
  void open() {
    Path path = folder.resolve("warehouse.duckdb");
    file = new DuckDbFile(path, Opening.HELD);
    warehouse =
        new WarehouseConfig(
            WarehouseConfig.Kind.DUCKDB,
            new WarehouseConfig.DuckDb(path, false),
            new WarehouseConfig.BigQuery("", "", Optional.empty()));
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Override
  protected TableStore store() {
    return new DuckDbTableStore(file);
  }

  @Override
  protected TableTerms terms() {
    return TableTerms.of(warehouse);
  }

  @Override
  protected Others others() {
    return new Others() {
      @Override
      public void createTable(String name, List<Column> columns, Partitioning partitioning) {
        execute(
            columns.stream()
                .map(
                    column ->
                        "\"%s\" %s%s"
                            .formatted(
                                column.name(),
                                TypeNames.inDuckDb(column.type()),
                                column.mode() == Column.Mode.REQUIRED ? " NOT NULL" : ""))
                .collect(Collectors.joining(", ", "CREATE TABLE \"" + name + "\" (", ")")));
      }

      @Override
      public void dropTable(String name) {
        execute("DROP TABLE \"" + name + "\"");
      }

      @Override
      public void createView(String name, String sql) {
        execute("CREATE OR REPLACE VIEW \"" + name + "\" AS " + sql);
      }
    };
  }

  private void execute(String sql) {
    try {
      file.with(
          "a test's own work",
          connection -> {
            try (Statement statement = connection.createStatement()) {
              statement.execute(sql);
            }
            connection.commit();
            return true;
          });
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Test
  void knowsItsViewsWhenTheFileIsOpenedAgain() {
    Wanted wanted = new WantedTables(terms()).of(Catalogues.of("shop:"), Instant.EPOCH);
    new Upkeep(store()).apply(wanted, true, change -> {});

    close();
    open();

    assertThat(new Upkeep(store()).plan(wanted).changes()).isEmpty();
  }
}
