package dev.oceanus.notifier.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.JobException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.notifier.event.Roles;
import dev.oceanus.notifier.story.History;
import dev.oceanus.notifier.story.HistorySql;
import dev.oceanus.notifier.story.Page;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the tables of a BigQuery dataset know of visitors; each question is a query job, which is
 * billed. Thread-safe.
 */
public final class BigQueryHistory implements History {
  /** The most that a question may read; BigQuery refuses one that would read more. */
  private static final long MOST_BYTES = 20L << 30;

  private static final long LONGEST_MILLIS = 20_000;

  private final BigQueryConnection connection;
  private final SiteCatalogue catalogue;

  public BigQueryHistory(BigQueryConnection connection, SiteCatalogue catalogue) {
    this.connection = connection;
    this.catalogue = catalogue;
  }

  @Override
  public List<Page> of(String site, String visitor, int most) {
    Optional<Site> known = catalogue.site(site);
    if (known.isEmpty()) {
      return List.of();
    }
    boolean daily = known.get().lane().daily();
    String table = "`" + known.get().lane().name() + (daily ? "_*" : "") + "`";
    WarehouseConfig.BigQuery config = connection.config();
    QueryJobConfiguration.Builder query =
        QueryJobConfiguration.newBuilder(
                HistorySql.of(known.get(), table, "@visitor", "@site", most))
            .setUseLegacySql(false)
            .setDefaultDataset(DatasetId.of(config.project(), config.dataset()))
            .setMaximumBytesBilled(MOST_BYTES)
            .setJobTimeoutMs(LONGEST_MILLIS)
            .addNamedParameter("visitor", QueryParameterValue.string(visitor));
    if (!Roles.of(known.get().schema()).site().isEmpty()) {
      query.addNamedParameter("site", QueryParameterValue.string(site));
    }
    return ask("asking the table " + known.get().lane().name() + " for a visitor", query.build());
  }

  private List<Page> ask(String what, QueryJobConfiguration query) {
    try {
      List<Page> pages = new ArrayList<>();
      for (FieldValueList row : connection.client().query(query).iterateAll()) {
        pages.add(
            new Page(
                time(row.get(0).getStringValue()),
                text(row.get(1)),
                text(row.get(2)),
                text(row.get(3))));
      }
      return pages.reversed();
    } catch (BigQueryException e) {
      throw connection.unavailable(what, e);
    } catch (JobException e) {
      throw new WarehouseUnavailableException(what + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseUnavailableException(what + " was broken off", e);
    }
  }

  /** BigQuery casts to {@code 2026-11-24 08:15:02.5+00}. */
  private static Instant time(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T').replace("+00", "")).toInstant(ZoneOffset.UTC);
  }

  private static String text(FieldValue value) {
    return value.isNull() ? "" : value.getStringValue();
  }
}
