package dev.oceanus.fakebigquery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.LoadStatistics;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LegacySQLTypeName;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableDataWriteChannel;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.ViewDefinition;
import com.google.cloud.bigquery.WriteChannelConfiguration;
import com.google.cloud.http.HttpTransportOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Google's own Java client finds in the stand-in what it expects of BigQuery. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientIT {
  private static final Schema SCHEMA =
      Schema.of(
          Field.newBuilder("id", StandardSQLTypeName.STRING).setMode(Field.Mode.REQUIRED).build(),
          Field.of("seen", StandardSQLTypeName.TIMESTAMP),
          Field.of("number", StandardSQLTypeName.INT64),
          Field.of("more", StandardSQLTypeName.JSON));

  private FakeBigQuery fake;
  private BigQuery client;

  @BeforeAll
  void start(@TempDir Path folder) {
    fake = FakeBigQuery.start(FakeBigQueryConfig.in(folder).with("web", "asia-northeast1"));
    client =
        BigQueryOptions.newBuilder()
            .setProjectId("test")
            .setHost(fake.url().toString())
            .setCredentials(NoCredentials.getInstance())
            .setTransportOptions(
                HttpTransportOptions.newBuilder()
                    .setHttpTransportFactory(NetHttpTransport::new)
                    .build())
            .build()
            .getService();
  }

  @AfterAll
  void stop() {
    fake.close();
  }

  @Test
  void tellsTheLocationOfADataset() {
    assertThat(client.getDataset("web").getLocation()).isEqualTo("asia-northeast1");
    assertThat(client.getDataset("nowhere")).isNull();
  }

  @Test
  void keepsAllThatATableIsMadeWith() {
    TableId id = TableId.of("web", "whole");
    client.create(
        TableInfo.newBuilder(
                id,
                StandardTableDefinition.newBuilder()
                    .setSchema(SCHEMA)
                    .setTimePartitioning(
                        TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                            .setField("seen")
                            .setExpirationMs(86_400_000L)
                            .build())
                    .setClustering(
                        Clustering.newBuilder().setFields(List.of("id", "number")).build())
                    .build())
            .setDescription("all of it")
            .setLabels(Map.of("team", "web"))
            .build());

    Table table = client.getTable(id);

    StandardTableDefinition definition = table.getDefinition();
    assertThat(table.getDescription()).isEqualTo("all of it");
    assertThat(table.getLabels()).isEqualTo(Map.of("team", "web"));
    TimePartitioning partitioning = Objects.requireNonNull(definition.getTimePartitioning());
    assertThat(partitioning.getField()).isEqualTo("seen");
    assertThat(partitioning.getExpirationMs()).isEqualTo(86_400_000L);
    assertThat(Objects.requireNonNull(definition.getClustering()).getFields())
        .containsExactly("id", "number");
    assertThat(Objects.requireNonNull(definition.getSchema()).getFields())
        .extracting(Field::getName, Field::getType, Field::getMode)
        .startsWith(
            tuple("id", LegacySQLTypeName.STRING, Field.Mode.REQUIRED),
            tuple("seen", LegacySQLTypeName.TIMESTAMP, Field.Mode.NULLABLE))
        .hasSize(4);
    assertThatThrownBy(() -> client.create(TableInfo.of(id, definition)))
        .isInstanceOfSatisfying(
            BigQueryException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(409);
              assertThat(e.getReason()).isEqualTo("duplicate");
            });
  }

  @Test
  void addsAColumnAndRefusesToTakeOneAway() {
    Table table = make("changing");
    List<Field> wider = new ArrayList<>(SCHEMA.getFields());
    wider.add(
        Field.newBuilder("added", StandardSQLTypeName.STRING).setDescription("a new one").build());

    table.toBuilder().setDefinition(StandardTableDefinition.of(Schema.of(wider))).build().update();

    Table changed = client.getTable(table.getTableId());
    assertThat(Objects.requireNonNull(changed.getDefinition().getSchema()).getFields().get("added"))
        .satisfies(field -> assertThat(field.getDescription()).isEqualTo("a new one"));
    assertThatThrownBy(
            () ->
                changed.toBuilder()
                    .setDefinition(StandardTableDefinition.of(SCHEMA))
                    .build()
                    .update())
        .isInstanceOf(BigQueryException.class)
        .hasMessageContaining("Field added is missing in new schema");
  }

  @Test
  void loadsThroughAChannel() throws IOException {
    make("loaded");
    JobId id = JobId.newBuilder().setJob("load-1").setLocation("asia-northeast1").build();

    Job done = load(id, "loaded", rows(3));

    LoadStatistics statistics = done.getStatistics();
    assertThat(done.getStatus().getError()).isNull();
    assertThat(statistics.getOutputRows()).isEqualTo(3);
    assertThat(statistics.getBadRecords()).isZero();
    assertThat(done.<LoadJobConfiguration>getConfiguration().getLabels())
        .isEqualTo(Map.of("oc_rows", "3"));
    List<FieldValueList> found = new ArrayList<>();
    client.listTableData(TableId.of("web", "loaded"), SCHEMA).iterateAll().forEach(found::add);
    assertThat(found).hasSize(3);
    assertThat(found.get(1).get("id").getStringValue()).isEqualTo("id-1");
    assertThat(found.get(1).get("seen").getTimestampValue()).isEqualTo(1_767_225_600_000_001L);
    assertThat(found.get(1).get("number").getLongValue()).isEqualTo(1);
    assertThat(found.get(1).get("more").getStringValue()).isEqualTo("{\"i\":1}");
  }

  @Test
  void loadsMoreThanOneChunk() throws IOException {
    make("chunks");
    JobId id = JobId.newBuilder().setJob("load-chunks").setLocation("asia-northeast1").build();

    Job done = load(id, "chunks", rows(60_000));

    LoadStatistics statistics = done.getStatistics();
    assertThat(statistics.getOutputRows()).isEqualTo(60_000);
  }

  @Test
  void tellsTheErrorsOfAJobThatFailed() throws IOException {
    make("failing");
    JobId id = JobId.newBuilder().setJob("load-bad").setLocation("asia-northeast1").build();

    Job done = load(id, "failing", "{\"id\":\"1\"}\n{\"nothing\":1}\n");

    assertThat(Objects.requireNonNull(done.getStatus().getError()).getReason())
        .isEqualTo("invalid");
    assertThat(done.getStatus().getExecutionErrors())
        .extracting(error -> String.valueOf(error.getMessage()))
        .last()
        .isEqualTo(
            "Error while reading data, error message: JSON parsing error in row starting at position 11: No such field: nothing.");
    assertThat(client.getTable("web", "failing").getNumRows()).isZero();
  }

  @Test
  void findsAJobInItsLocationOnly() throws IOException {
    make("located");
    JobId id = JobId.newBuilder().setJob("load-there").setLocation("asia-northeast1").build();
    load(id, "located", rows(1));

    assertThat(client.getJob(id)).isNotNull();
    assertThat(client.getJob(JobId.of("load-there"))).isNull();
    assertThat(client.getJob(id.toBuilder().setLocation("EU").build())).isNull();
  }

  @Test
  void keepsAnIdForEver() throws IOException {
    make("taken");
    JobId id = JobId.newBuilder().setJob("load-once").setLocation("asia-northeast1").build();
    load(id, "taken", "{\"id\":null}\n");

    assertThatThrownBy(() -> load(id, "taken", rows(1)))
        .isInstanceOfSatisfying(
            BigQueryException.class, e -> assertThat(e.getCode()).isEqualTo(409))
        .hasMessageContaining("Already Exists: Job test:asia-northeast1.load-once");
    assertThat(client.getTable("web", "taken").getNumRows()).isZero();
  }

  @Test
  void answersQueries() throws IOException, InterruptedException {
    make("asked");
    load(
        JobId.newBuilder().setJob("load-asked").setLocation("asia-northeast1").build(),
        "asked",
        rows(5));
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder(
                "SELECT id, seen, COUNT(*) OVER () AS n FROM `test.web.asked` WHERE number >= @from ORDER BY id")
            .addNamedParameter("from", QueryParameterValue.int64(3))
            .build();

    List<FieldValueList> found = new ArrayList<>();
    client.query(query).iterateAll().forEach(found::add);

    assertThat(found).hasSize(2);
    assertThat(found.get(0).get("id").getStringValue()).isEqualTo("id-3");
    assertThat(found.get(0).get("seen").getTimestampValue()).isEqualTo(1_767_225_600_000_003L);
    assertThat(found.get(0).get("n").getLongValue()).isEqualTo(2);
  }

  @Test
  void runsAQueryWithoutATableAsAJobWithAnId() throws InterruptedException {
    JobId id = JobId.newBuilder().setJob("marker-1").setLocation("asia-northeast1").build();
    JobInfo marker =
        JobInfo.newBuilder(
                QueryJobConfiguration.newBuilder("SELECT 1")
                    .setLabels(Map.of("oc_abandoned", "1"))
                    .build())
            .setJobId(id)
            .build();

    Job done = client.create(marker).waitFor();

    assertThat(done.getStatus().getError()).isNull();
    Job found = client.getJob(id);
    assertThat(found.<QueryJobConfiguration>getConfiguration().getLabels())
        .isEqualTo(Map.of("oc_abandoned", "1"));
    assertThat(found.getQueryResults().iterateAll()).hasSize(1);
  }

  @Test
  void estimatesADryRunAndChecksItsNames() throws IOException {
    make("dry");
    load(
        JobId.newBuilder().setJob("load-dry").setLocation("asia-northeast1").build(),
        "dry",
        rows(10));

    QueryStatistics all = rehearse("SELECT * FROM web.dry");
    QueryStatistics one = rehearse("SELECT id FROM web.dry");

    assertThat(one.getTotalBytesProcessed()).isPositive().isLessThan(all.getTotalBytesProcessed());
    assertThatThrownBy(() -> rehearse("SELECT nothing FROM web.dry"))
        .isInstanceOfSatisfying(
            BigQueryException.class, e -> assertThat(e.getReason()).isEqualTo("invalidQuery"))
        .hasMessageContaining("Unrecognized name: nothing");
    assertThatThrownBy(() -> rehearse("SELECT 1 FROM web.nowhere"))
        .isInstanceOfSatisfying(
            BigQueryException.class, e -> assertThat(e.getReason()).isEqualTo("notFound"))
        .hasMessageContaining("Not found: Table test:web.nowhere");
  }

  @Test
  void makesViewsAndReadsThem() throws IOException, InterruptedException {
    make("viewed");
    load(
        JobId.newBuilder().setJob("load-viewed").setLocation("asia-northeast1").build(),
        "viewed",
        rows(4));
    client.create(
        TableInfo.of(
            TableId.of("web", "even"),
            ViewDefinition.newBuilder("SELECT id FROM `test.web.viewed` WHERE MOD(number, 2) = 0")
                .setUseLegacySql(false)
                .build()));

    assertThat(
            client
                .query(QueryJobConfiguration.of("SELECT id FROM web.even WHERE even.id > 'a'"))
                .getTotalRows())
        .isEqualTo(2);
    assertThatThrownBy(
            () ->
                client.create(
                    TableInfo.of(
                        TableId.of("web", "broken"),
                        ViewDefinition.newBuilder("SELECT 1 FROM web.nowhere")
                            .setUseLegacySql(false)
                            .build())))
        .isInstanceOf(BigQueryException.class)
        .hasMessageContaining("Not found: Table test:web.nowhere");
  }

  @Test
  void makesAndDropsDatasets() {
    client.create(DatasetInfo.newBuilder("other").setLocation("EU").setDescription("d").build());

    assertThat(client.getDataset("other").getLocation()).isEqualTo("EU");
    assertThat(client.listDatasets().iterateAll())
        .extracting(dataset -> dataset.getDatasetId().getDataset())
        .contains("web", "other")
        .noneMatch(name -> name.startsWith("_"));
    assertThat(client.delete("other")).isTrue();
    assertThat(client.delete("other")).isFalse();
  }

  private QueryStatistics rehearse(String sql) {
    return client
        .create(JobInfo.of(QueryJobConfiguration.newBuilder(sql).setDryRun(true).build()))
        .getStatistics();
  }

  private Table make(String name) {
    return client.create(TableInfo.of(TableId.of("web", name), StandardTableDefinition.of(SCHEMA)));
  }

  private Job load(JobId id, String table, String rows) throws IOException {
    WriteChannelConfiguration configuration =
        WriteChannelConfiguration.newBuilder(TableId.of("web", table), FormatOptions.json())
            .setCreateDisposition(JobInfo.CreateDisposition.CREATE_NEVER)
            .setWriteDisposition(JobInfo.WriteDisposition.WRITE_APPEND)
            .setLabels(Map.of("oc_rows", "3"))
            .build();
    TableDataWriteChannel channel = client.writer(id, configuration);
    channel.setChunkSize(256 * 1024);
    try (channel) {
      ByteBuffer packed = ByteBuffer.wrap(gzip(rows));
      while (packed.hasRemaining()) {
        channel.write(packed);
      }
    }
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> client.getJob(id),
            job -> JobStatus.State.DONE.equals(job.getStatus().getState()));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  private static String rows(int number) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < number; i++) {
      rows.append(
          "{\"id\":\"id-%d\",\"seen\":\"2026-01-01T00:00:00.%06dZ\",\"number\":%d,\"more\":{\"i\":%d}}%n"
              .formatted(i, i, i, i));
    }
    return rows.toString();
  }
}
