package dev.oceanus.sqlcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.sqlcheck.AnalystsPage.Column;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's tables of columns are the schemas, and its examples are values that they take. */
class ColumnsTest {
  private static final AnalystsPage page = AnalystsPage.read();

  static Stream<Arguments> tables() {
    return Stream.concat(
        Stream.of(Schemas.WEB, Schemas.REFUSED, Schemas.DEAD_LETTERS, Schemas.LOG, Schemas.FORM)
            .map(schema -> Arguments.of("`" + schema.name() + "`", schema)),
        Stream.of(
            Arguments.of(
                "What the loader adds to every table",
                LoaderColumns.inBigQuery(new Schema("loader", List.of())))));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void listsEveryColumnWithItsTypeAndMeaning(String heading, Schema schema) {
    assertThat(page.columns(heading).stream().map(ColumnsTest::withoutExample))
        .containsExactlyElementsOf(schema.fields().stream().map(ColumnsTest::row).toList());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void givesExamplesThatTheColumnsTake(String heading, Schema schema) {
    for (Column column : page.columns(heading)) {
      Field field = schema.field(schema.index(column.name()));
      assertThat(column.example()).as(column.name()).isNotBlank();
      if (field.pattern() != null) {
        assertThat(column.example()).as(column.name()).matches(field.pattern());
      }
      if (field.type() == FieldType.TIMESTAMP) {
        assertThat(column.example())
            .as(column.name())
            .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");
      } else if (field.type() == FieldType.JSON) {
        assertThat(column.example()).as(column.name()).startsWith("{").endsWith("}");
      } else {
        assertThat(column.example().length())
            .as(column.name())
            .isLessThanOrEqualTo(field.maxLength());
      }
    }
  }

  private static String withoutExample(Column column) {
    return column.name() + " | " + column.type() + " | " + column.meaning();
  }

  private static String row(Field field) {
    String type = field.type() + (field.required() ? ", required" : "");
    return field.name() + " | " + type + " | " + field.description();
  }
}
