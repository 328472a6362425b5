package dev.oceanus.export.memory;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.column.Kind;
import dev.oceanus.export.plan.Export;
import dev.oceanus.export.source.Rows;
import dev.oceanus.export.source.Snapshot;
import dev.oceanus.export.source.SourceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * So many rows of each export.
 *
 * @param rows of each
 * @param breaksAfter so many rows the database dies; negative: never
 */
public record MemorySnapshot(int rows, int breaksAfter) implements Snapshot {
  private static final List<Column> COLUMNS =
      List.of(new Column("id", Kind.INT64, "int4"), new Column("text", Kind.STRING, "text"));

  @Override
  public String time() {
    return "2026-12-01T03:00:00Z";
  }

  @Override
  public List<Column> columns(Export export) {
    return COLUMNS;
  }

  @Override
  public Rows read(Export export) {
    return new MemoryRows();
  }

  @Override
  public void close() {
    // nothing is open
  }

  private final class MemoryRows implements Rows {
    private int at;

    @Override
    public List<Column> columns() {
      return COLUMNS;
    }

    @Override
    public boolean next(@Nullable String[] values, long[] nulled) {
      if (at == rows) {
        return false;
      }
      if (at == breaksAfter) {
        throw new SourceException("the database died", null);
      }
      values[0] = Integer.toString(at);
      values[1] = "row " + Integer.toHexString(at * 0x9e3779b9);
      at++;
      return true;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
