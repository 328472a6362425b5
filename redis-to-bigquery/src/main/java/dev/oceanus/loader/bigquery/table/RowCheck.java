package dev.oceanus.loader.bigquery.table;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.loader.batch.Row;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.bigquery.table.TableShape.Column;
import dev.oceanus.loader.warehouse.Rehearsal.RefusedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells which rows a table would refuse, where it is stricter than the schema: by a column that
 * must be there, or a shorter longest value. No row is looked at where it is not.
 */
public final class RowCheck {
  private final List<Rule> rules = new ArrayList<>();

  /** A column that takes less than its field may hold. */
  private record Rule(int index, Column column) {}

  public RowCheck(TableShape shape, Schema schema) {
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      Optional<Column> column = shape.column(field.name());
      if (column.isPresent() && isStricter(column.get(), field)) {
        rules.add(new Rule(i, column.get()));
      }
    }
  }

  private static boolean isStricter(Column column, Field field) {
    boolean shorter =
        field.type() == FieldType.STRING
            && column.maxLength() > 0
            && column.maxLength() < field.maxLength();
    return (column.required() && !field.required()) || shorter;
  }

  /** The rows that the table would refuse, in order, each once. */
  public List<RefusedRow> refused(Rows rows) {
    List<RefusedRow> refused = new ArrayList<>();
    if (rules.isEmpty()) {
      return refused;
    }
    int index = 0;
    for (Row row : rows) {
      for (Rule rule : rules) {
        Optional<String> fault = fault(rule.column(), row.event(), rule.index());
        if (fault.isPresent()) {
          refused.add(new RefusedRow(index, rule.column().name(), fault.get()));
          break;
        }
      }
      index++;
    }
    return refused;
  }

  private static Optional<String> fault(Column column, Event event, int index) {
    Object value = event.get(index);
    if (value == null) {
      return column.required()
          ? Optional.of("the column %s is REQUIRED in the table".formatted(column.name()))
          : Optional.empty();
    }
    boolean tooLong =
        column.maxLength() > 0
            && value instanceof String text
            && text.codePointCount(0, text.length()) > column.maxLength();
    return tooLong
        ? Optional.of(
            "the column %s takes at most %d characters in the table"
                .formatted(column.name(), column.maxLength()))
        : Optional.empty();
  }
}
