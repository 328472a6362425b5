package dev.oceanus.notifier.duckdb;

import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.notifier.event.Roles;
import dev.oceanus.notifier.story.History;
import dev.oceanus.notifier.story.HistorySql;
import dev.oceanus.notifier.story.Page;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tables of a DuckDB file know of visitors. Thread-safe. */
public final class DuckDbHistory implements History {
  private final DuckDbFile file;
  private final SiteCatalogue catalogue;

  public DuckDbHistory(DuckDbFile file, SiteCatalogue catalogue) {
    this.file = file;
    this.catalogue = catalogue;
  }

  @Override
  public List<Page> of(String site, String visitor, int most) {
    Optional<Site> known = catalogue.site(site);
    if (known.isEmpty()) {
      return List.of();
    }
    String table = '"' + known.get().lane().name() + '"';
    String sql = HistorySql.of(known.get(), table, "?", "?", most);
    String what = "asking the table " + known.get().lane().name() + " for a visitor";
    try {
      return file.with(
          what,
          connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
              statement.setString(1, visitor);
              if (!Roles.of(known.get().schema()).site().isEmpty()) {
                statement.setString(2, site);
              }
              return pages(statement);
            }
          });
    } catch (SQLException e) {
      throw new WarehouseUnavailableException(what + " failed: " + e.getErrorCode(), e);
    }
  }

  private static List<Page> pages(PreparedStatement statement) throws SQLException {
    List<Page> pages = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        pages.add(
            new Page(
                time(rows.getString(1)),
                text(rows.getString(2)),
                text(rows.getString(3)),
                text(rows.getString(4))));
      }
    }
    return pages.reversed();
  }

  private static Instant time(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
