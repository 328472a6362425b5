package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream that a connection writes to, with the writer's schema. Not thread-safe. */
final class WriterTarget {
  private final StreamName stream;
  private final ProtoSchema schema;
  private KnownSchemas.@Nullable View view;
  private @Nullable RowReader reader;
  private @Nullable TableSchema told;

  WriterTarget(StreamName stream, ProtoSchema schema) {
    this.stream = stream;
    this.schema = schema;
  }

  ProtoSchema schema() {
    return schema;
  }

  /**
   * What reads the writer's rows into the table as it is seen now.
   *
   * @throws RefusedException if they cannot go into it
   */
  RowReader reader(KnownSchemas.View now) {
    RowReader current = reader;
    if (current == null || !now.equals(view)) {
      current =
          WriterSchema.reader(stream, schema.getProtoDescriptor(), now.known(), now.columns());
      reader = current;
      view = now;
    }
    return current;
  }

  /** The table's schema, if it is another one than the writer was told or began with. */
  Optional<TableSchema> news(KnownSchemas.View now) {
    TableSchema before = told;
    told = now.known();
    return before == null || before.equals(told) ? Optional.empty() : Optional.of(told);
  }
}
