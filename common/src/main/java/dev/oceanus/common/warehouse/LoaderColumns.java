package dev.oceanus.common.warehouse;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Source;
import java.util.List;

/** The columns that the loader adds to those of a schema. */
public final class LoaderColumns {
  /** The batch by which a row came: {@code epoch-seq}. */
  public static final Field BATCH =
      Field.string(
          "_batch",
          128,
          Source.of(Source.Kind.LOADER),
          "Batch by which the loader brought the row, as epoch-number.");

  /** The entry from which a row was made: {@code lane:shard:milliseconds-number}. */
  public static final Field ENTRY =
      Field.string(
          "_entry",
          256,
          Source.of(Source.Kind.LOADER),
          "Entry of the stream that became the row, as table:shard:id; no two rows share one.");

  /** What was sealed, on one row of each batch; null on the others. */
  public static final Field SEAL =
      Field.string(
          "_seal",
          8_192,
          Source.of(Source.Kind.LOADER),
          "On one row of each batch: its rows, hash and boundaries; null on all others.");

  private LoaderColumns() {}

  /** A schema and behind it what the loader adds in BigQuery, where a table is its own record. */
  public static Schema inBigQuery(Schema schema) {
    return schema.with(List.of(BATCH, ENTRY, SEAL));
  }

  /** A schema and behind it what the loader adds in DuckDB, which has a table of batches. */
  public static Schema inDuckDb(Schema schema) {
    return schema.with(List.of(BATCH, ENTRY));
  }
}
