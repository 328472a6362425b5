package dev.oceanus.export.source;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.plan.Export;
import java.util.List;

/**
 * One state of a database, whatever is written there meanwhile. Of one thread.
 *
 * <p>Every method throws {@link SourceException} when the database does not do it.
 */
public interface Snapshot extends AutoCloseable {
  /** Just before it was taken, by the database's clock. */
  String time();

  /** What an export will have; reads no row. */
  List<Column> columns(Export export);

  /** Begins to read; to be closed before anything else is read. The same rows each time. */
  Rows read(Export export);

  @Override
  void close();
}
