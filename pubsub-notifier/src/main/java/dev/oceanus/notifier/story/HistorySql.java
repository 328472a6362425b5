package dev.oceanus.notifier.story;

import dev.oceanus.common.site.Site;
import dev.oceanus.notifier.event.Roles;

/** The question for a visitor's last events, as DuckDB and BigQuery both understand it. */
public final class HistorySql {
  private HistorySql() {}

  /**
   * The question: columns {@code seen_at}, {@code name}, {@code url} and {@code title}, all texts,
   * the last event first.
   *
   * @param table in quotes
   * @param visitor in the place of the visitor: {@code ?} or {@code @visitor}
   * @param site in the place of the site's name, asked for where the table holds several
   */
  public static String of(Site of, String table, String visitor, String site, int most) {
    Roles roles = Roles.of(of.schema());
    String at = roles.at();
    String which = roles.site().isEmpty() ? "" : " AND %s = %s".formatted(roles.site(), site);
    return "SELECT CAST(%s AS STRING) AS seen_at, %s AS name, %s AS url, %s AS title FROM %s"
            .formatted(at, column(roles.name()), column(roles.url()), column(roles.title()), table)
        + " WHERE %s = %s%s ORDER BY %s DESC LIMIT %d"
            .formatted(roles.visitor(), visitor, which, at, most);
  }

  private static String column(String name) {
    return name.isEmpty() ? "''" : name;
  }
}
