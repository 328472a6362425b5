package dev.oceanus.local.doctor.trip;

import dev.oceanus.local.query.Column;
import dev.oceanus.local.query.RowSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the first cell of an answer. Not thread-safe. */
final class FirstCell implements RowSink {
  private String text = "";

  @Override
  public void columns(List<Column> columns) {}

  @Override
  public void row(List<@Nullable String> cells) {
    String first = cells.getFirst();
    text = text.isEmpty() && first != null ? first : text;
  }

  @Override
  public void end() {}

  String text() {
    return text;
  }
}
