package dev.oceanus.notifier.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.notifier.rules.Fixture;
import dev.oceanus.notifier.story.Page;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbHistoryTest {
  @TempDir private Path folder;
  private DuckDbFile file;
  private DuckDbHistory history;

  @BeforeEach
  void open() {
    file = new DuckDbFile(folder.resolve("w.duckdb"), DuckDbFile.Opening.HELD);
    history = new DuckDbHistory(file, Fixture.sites());
  }

  @AfterEach
  void close() {
    file.close();
  }

  private void execute(String sql) throws SQLException {
    boolean unused =
        file.with(
            "a test",
            connection -> {
              try (Statement statement = connection.createStatement()) {
                boolean rows = statement.execute(sql);
                connection.commit();
                return rows;
              }
            });
  }

  @Test
  void tellsTheLastEventsOfAVisitorTheOldestFirst() throws SQLException {
    String table = Fixture.sites().site("blog").orElseThrow().lane().name();
    execute(
        "CREATE TABLE %s (site VARCHAR, visitor_id VARCHAR, event_name VARCHAR, page_url VARCHAR,"
                .formatted(table)
            + " page_title VARCHAR, received_at TIMESTAMP)");
    for (int i = 1; i <= 3; i++) {
      execute(
          "INSERT INTO %s VALUES ('blog', 'o''v', 'page_view', 'u%d', NULL,".formatted(table, i)
              + " TIMESTAMP '2026-11-30 08:00:0%d.5')".formatted(i));
    }
    execute(
        "INSERT INTO %s VALUES ('blog', 'w', 'x', 'u', 't', TIMESTAMP '2026-11-30 09:00:00')"
            .formatted(table));
    execute(
        "INSERT INTO %s VALUES ('else', 'o''v', 'x', 'u', 't', TIMESTAMP '2026-11-30 09:00:00')"
            .formatted(table));

    assertThat(history.of("blog", "o'v", 2))
        .containsExactly(
            new Page(Instant.parse("2026-11-30T08:00:02.500Z"), "page_view", "u2", ""),
            new Page(Instant.parse("2026-11-30T08:00:03.500Z"), "page_view", "u3", ""));
    assertThat(history.of("blog", "nobody", 2)).isEmpty();
    assertThat(history.of("gone", "w", 2)).isEmpty();
  }

  @Test
  void saysThatItCannotBeAskedWithoutItsTable() {
    assertThatThrownBy(() -> history.of("blog", "w", 2))
        .isInstanceOf(WarehouseUnavailableException.class)
        .hasMessageContaining("for a visitor");
  }
}
