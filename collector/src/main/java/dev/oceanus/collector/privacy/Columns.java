package dev.oceanus.collector.privacy;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Source;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The positions of some columns in a schema: those of them that it has, a site's own columns left
 * out. Immutable.
 */
final class Columns {
  private final Schema schema;
  private final int[] indexes;

  private Columns(Schema schema, int[] indexes) {
    this.schema = schema;
    this.indexes = indexes;
  }

  static Columns of(Schema schema, String... names) {
    int[] indexes =
        Arrays.stream(names)
            .mapToInt(schema::indexOf)
            .filter(index -> index >= 0 && !isOwn(schema, index))
            .toArray();
    return new Columns(schema, indexes);
  }

  private static boolean isOwn(Schema schema, int index) {
    return schema.field(index).source().kind() == Source.Kind.PROPERTY;
  }

  /** These and the others. */
  Columns and(Columns others) {
    int[] all = IntStream.concat(IntStream.of(indexes), IntStream.of(others.indexes)).toArray();
    return new Columns(schema, all);
  }

  IntStream indexes() {
    return IntStream.of(indexes);
  }

  /** Sets each of them; where there is no value, one that a row must have becomes an empty text. */
  void set(Event event, @Nullable String value) {
    for (int index : indexes) {
      boolean needed = value == null && schema.field(index).required();
      event.set(index, needed ? "" : value);
    }
  }

  /** The text of the first of them that has one, or an empty one. */
  String text(Event event) {
    for (int index : indexes) {
      if (event.get(index) instanceof String text) {
        return text;
      }
    }
    return "";
  }
}
