package dev.oceanus.tables.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.TableMetadataView;
import com.google.cloud.bigquery.BigQuery.TableOption;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.Item;
import dev.oceanus.tables.model.Found.Place;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Change.CreateDataset;
import dev.oceanus.tables.plan.Change.CreateTable;
import dev.oceanus.tables.plan.Change.CreateView;
import dev.oceanus.tables.plan.Step;
import dev.oceanus.tables.store.Estimate;
import dev.oceanus.tables.store.StepOutcome;
import dev.oceanus.tables.store.TableStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The tables of a dataset of BigQuery. A table is changed by one patch that names only what
 * changes, so that two who patch at once undo nothing of each other: BigQuery merges labels, and
 * refuses a schema that lacks a column. Thread-safe.
 */
public final class BigQueryTableStore implements TableStore {
  private final BigQueryConnection connection;
  private final WarehouseConfig.BigQuery config;

  public BigQueryTableStore(BigQueryConnection connection) {
    this.connection = connection;
    this.config = connection.config();
  }

  @Override
  public Found find(Wanted wanted) {
    return calling("asking for the tables", client -> found(client, wanted));
  }

  private Found found(BigQuery client, Wanted wanted) {
    Dataset dataset = client.getDataset(DatasetId.of(config.project(), config.dataset()));
    if (dataset == null) {
      return Found.NOTHING;
    }
    Map<String, Item> items = new HashMap<>();
    Stream.concat(
            wanted.tables().stream().map(Table::name), wanted.views().stream().map(View::name))
        .distinct()
        .forEach(
            name ->
                Optional.ofNullable(
                        client.getTable(
                            id(name), TableOption.tableMetadataView(TableMetadataView.BASIC)))
                    .ifPresent(table -> items.put(name, FoundTables.item(table))));
    return new Found(Optional.of(new Place(Optional.ofNullable(dataset.getLocation()))), items);
  }

  @Override
  public StepOutcome apply(Step step) {
    String what = "changing " + step.target();
    return calling(
        what,
        client -> {
          try {
            return apply(client, step);
          } catch (BigQueryException e) {
            return outcome(what, e);
          }
        });
  }

  private StepOutcome apply(BigQuery client, Step step) {
    switch (step.changes().getFirst()) {
      case CreateDataset create -> client.create(dataset(create));
      case CreateTable(Table table) -> client.create(NewTables.table(id(table.name()), table));
      case CreateView(View view) -> client.create(NewTables.view(id(view.name()), view));
      default -> {
        return patch(client, step);
      }
    }
    return new StepOutcome.Done();
  }

  /** The client sends no etag with a patch; so a refusal may be due to what was read before. */
  private StepOutcome patch(BigQuery client, Step step) {
    TableInfo before = client.getTable(id(step.target()));
    if (before == null) {
      return new StepOutcome.Overtaken("it was deleted meanwhile");
    }
    try {
      client.update(Patch.of(before, step.changes()));
      return new StepOutcome.Done();
    } catch (BigQueryException e) {
      StepOutcome outcome = outcome("changing " + step.target(), e);
      TableInfo after = client.getTable(id(step.target()));
      boolean same = after != null && Objects.equals(after.getEtag(), before.getEtag());
      return same ? outcome : new StepOutcome.Overtaken(Failures.text(e));
    }
  }

  private DatasetInfo dataset(CreateDataset create) {
    return DatasetInfo.newBuilder(DatasetId.of(config.project(), config.dataset()))
        .setLocation(create.location())
        .setDescription("Events of web pages, collected by Oceanus.")
        .setLabels(Map.of("managed-by", "oceanus"))
        .build();
  }

  private StepOutcome outcome(String what, BigQueryException e) {
    return switch (BigQueryFailure.of(e)) {
      case EXISTS -> new StepOutcome.Overtaken(Failures.text(e));
      case MISTAKE, ROWS -> new StepOutcome.Refused(Failures.text(e));
      default -> throw Failures.unavailable(what, e, config);
    };
  }

  @Override
  public Estimate estimate(View view) {
    String what = "trying the view " + view.name();
    return calling(
        what,
        client -> {
          try {
            return new Estimate.Bytes(bytes(client, view));
          } catch (BigQueryException e) {
            return estimate(what, e);
          }
        });
  }

  private long bytes(BigQuery client, View view) {
    Job job =
        client.create(
            JobInfo.of(
                QueryJobConfiguration.newBuilder(view.sql())
                    .setDryRun(true)
                    .setUseLegacySql(false)
                    .build()));
    QueryStatistics statistics = job.getStatistics();
    Long bytes = statistics.getTotalBytesProcessed();
    return bytes == null ? 0 : bytes;
  }

  private Estimate estimate(String what, BigQueryException e) {
    return switch (BigQueryFailure.of(e)) {
      case MISTAKE, ROWS, NOT_FOUND -> new Estimate.Refused(Failures.text(e));
      // The tables matter more than what it costs to read them.
      case DENIED ->
          new Estimate.Unknown(
              "a dry run needs roles/bigquery.jobUser on the project " + config.project());
      case QUOTA, BILLING -> new Estimate.Unknown(Failures.text(e));
      default -> throw Failures.unavailable(what, e, config);
    };
  }

  private <T> T calling(String what, Function<BigQuery, T> call) {
    try {
      return call.apply(connection.client());
    } catch (BigQueryException e) {
      if (BigQueryFailure.of(e) == BigQueryFailure.UNAUTHENTICATED) {
        connection.renew();
      }
      throw Failures.unavailable(what, e, config);
    } catch (WarehouseUnavailableException e) {
      if (e.getCause() instanceof BigQueryException cause
          && BigQueryFailure.of(cause) == BigQueryFailure.UNAUTHENTICATED) {
        connection.renew();
      }
      throw e;
    }
  }

  private TableId id(String name) {
    return TableId.of(config.project(), config.dataset(), name);
  }
}
