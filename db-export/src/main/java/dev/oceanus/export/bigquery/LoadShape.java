package dev.oceanus.export.bigquery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.bigquery.CsvOptions;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.WriteChannelConfiguration;
import dev.oceanus.export.column.Column;
import dev.oceanus.export.plan.Destination.Write;
import dev.oceanus.export.plan.Format;
import java.util.Map;
import java.util.Optional;

/**
 * What a load job is told of its file and its table.
 *
 * @param order what is loaded
 * @param project of the table
 * @param dataset of the table
 */
record LoadShape(LoadOrder order, String project, String dataset) {
  private static final Map<String, String> LABELS = Map.of("oceanus", "db-export");

  /** Of a file in a bucket. */
  LoadJobConfiguration ofBucket() {
    LoadJobConfiguration.Builder load =
        LoadJobConfiguration.newBuilder(table(), order.place())
            .setFormatOptions(format())
            .setSchema(schema())
            .setCreateDisposition(CreateDisposition.CREATE_IF_NEEDED)
            .setWriteDisposition(write())
            .setAutodetect(false)
            .setIgnoreUnknownValues(false)
            .setMaxBadRecords(0)
            .setLabels(LABELS);
    partition().ifPresent(load::setTimePartitioning);
    return load.build();
  }

  /** Of a file that is uploaded. */
  WriteChannelConfiguration ofUpload() {
    WriteChannelConfiguration.Builder load =
        WriteChannelConfiguration.newBuilder(table())
            .setFormatOptions(format())
            .setSchema(schema())
            .setCreateDisposition(CreateDisposition.CREATE_IF_NEEDED)
            .setWriteDisposition(write())
            .setAutodetect(false)
            .setIgnoreUnknownValues(false)
            .setMaxBadRecords(0)
            .setLabels(LABELS);
    partition().ifPresent(load::setTimePartitioning);
    return load.build();
  }

  private TableId table() {
    return TableId.of(project, dataset, order.destination().table());
  }

  private FormatOptions format() {
    return order.format() == Format.NDJSON
        ? FormatOptions.json()
        : CsvOptions.newBuilder()
            .setEncoding(UTF_8)
            .setSkipLeadingRows(1)
            .setAllowQuotedNewLines(true)
            .setPreserveAsciiControlCharacters(true)
            .build();
  }

  private Schema schema() {
    return Schema.of(order.columns().stream().map(LoadShape::field).toList());
  }

  private static Field field(Column column) {
    return Field.newBuilder(column.name(), StandardSQLTypeName.valueOf(column.kind().name()))
        .setMode(Field.Mode.NULLABLE)
        .build();
  }

  private WriteDisposition write() {
    return order.destination().write() == Write.APPEND
        ? WriteDisposition.WRITE_APPEND
        : WriteDisposition.WRITE_TRUNCATE;
  }

  private Optional<TimePartitioning> partition() {
    return order
        .destination()
        .partition()
        .map(
            column ->
                TimePartitioning.newBuilder(TimePartitioning.Type.DAY).setField(column).build());
  }
}
