package dev.oceanus.tables.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.ViewDefinition;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.fakebigquery.FakeBigQuery;
import dev.oceanus.fakebigquery.FakeBigQueryConfig;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.store.TableStore;
import dev.oceanus.tables.store.TableStoreContract;
import dev.oceanus.tables.wanted.TableTerms;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract against the stand-in. */
class BigQueryTableStoreTest extends TableStoreContract {
  @TempDir private Path folder;
  private FakeBigQuery fake;
  private BigQueryConnection connection;

  @BeforeEach
  void start() {
    fake = FakeBigQuery.start(FakeBigQueryConfig.in(folder).with("analytics", "EU"));
    connection =
        new BigQueryConnection(
            new WarehouseConfig.BigQuery("test", "analytics", Optional.of(fake.url())));
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Override
  protected TableStore store() {
    return new BigQueryTableStore(connection);
  }

  @Override
  protected TableTerms terms() {
    return new TableTerms(
        new WarehouseConfig(
            WarehouseConfig.Kind.BIGQUERY,
            new WarehouseConfig.DuckDb(folder.resolve("no.duckdb"), false),
            connection.config()),
        Optional.of("EU"),
        Optional.empty());
  }

  @Override
  protected Others others() {
    return new Others() {
      @Override
      public void createTable(String name, List<Column> columns, Partitioning partitioning) {
        StandardTableDefinition.Builder definition =
            StandardTableDefinition.newBuilder()
                .setSchema(Schema.of(columns.stream().map(NewTables::field).toList()));
        if (partitioning instanceof Partitioning.Daily daily) {
          definition.setTimePartitioning(NewTables.partitioning(daily));
        }
        client().create(TableInfo.of(id(name), definition.build()));
      }

      @Override
      public void dropTable(String name) {
        client().delete(id(name));
      }

      @Override
      public void createView(String name, String sql) {
        client().delete(id(name));
        client()
            .create(
                TableInfo.of(
                    id(name), ViewDefinition.newBuilder(sql).setUseLegacySql(false).build()));
      }
    };
  }

  private BigQuery client() {
    return connection.client();
  }

  private static TableId id(String name) {
    return TableId.of("test", "analytics", name);
  }
}
