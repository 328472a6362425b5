package dev.oceanus.local.naughty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a column of a row has to hold. */
sealed interface Cell {
  /** This text, to the byte. */
  record Text(@Nullable String text) implements Cell {}

  /** JSON of the same value, however it is written. */
  record SameJson(String json) implements Cell {}

  /** The same in ASCII, as the Python system wrote it. */
  record AsciiJson(String json) implements Cell {}

  /** What another column holds. */
  record SameAs(String column) implements Cell {}

  /** An id of the collector's own. */
  record Made() implements Cell {}

  /** Compares with a row. */
  default void check(String column, Map<String, @Nullable String> row) {
    String found = row.get(column);
    assertThat(row).as("columns").containsKey(column);
    switch (this) {
      case Text(var text) -> assertThat(found).as(column).isEqualTo(text);
      case SameJson(var json) -> same(column, found, json);
      case AsciiJson(var json) -> {
        same(column, found, json);
        assertThat(String.valueOf(found)).as(column).matches("\\p{Print}*");
      }
      case SameAs(var other) -> assertThat(found).as(column).isNotNull().isEqualTo(row.get(other));
      case Made() ->
          assertThat(found).as(column).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
  }

  private static void same(String column, @Nullable String found, String json) {
    assertThat(found).as(column).isNotNull();
    JsonMapper mapper = JsonMapper.shared();
    assertThat(mapper.readTree(found)).as(column).isEqualTo(mapper.readTree(json));
  }
}
