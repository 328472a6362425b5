package dev.oceanus.fakebigquery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.TableRef;
import org.junit.jupiter.api.Test;

class SchemaChangeTest {
  private static final TableRef TABLE = new TableRef("p", "d", "t");

  @Test
  void addsNullableColumns() {
    SchemaChange change =
        SchemaChange.between(
            TABLE, columns("a STRING REQUIRED"), columns("a STRING REQUIRED, b INT64"));

    assertThat(change.added()).containsExactly(new Column("b", ColumnType.INTEGER, false));
    assertThat(change.relaxed()).isEmpty();
  }

  @Test
  void relaxesRequiredColumns() {
    SchemaChange change =
        SchemaChange.between(TABLE, columns("a STRING REQUIRED"), columns("a STRING"));

    assertThat(change.relaxed()).containsExactly("a");
  }

  @Test
  void refusesToAddARequiredColumn() {
    assertRefused(
        "a STRING",
        "a STRING, b STRING REQUIRED",
        "Provided Schema does not match Table p:d.t. Cannot add required fields to an existing schema. (field: b).");
  }

  @Test
  void refusesToDropAColumn() {
    assertRefused(
        "a STRING, b STRING",
        "a STRING",
        "Provided Schema does not match Table p:d.t. Field b is missing in new schema.");
  }

  @Test
  void refusesAnotherType() {
    assertRefused(
        "a FLOAT64",
        "a INT64",
        "Provided Schema does not match Table p:d.t. Field a has changed type from FLOAT to INTEGER.");
  }

  @Test
  void refusesToMakeAColumnRequired() {
    assertRefused(
        "a STRING",
        "a STRING REQUIRED",
        "Provided Schema does not match Table p:d.t. Field a has changed mode from NULLABLE to REQUIRED.");
  }

  @Test
  void tellsNamesApartWithoutRegardToCase() {
    assertThatThrownBy(() -> columns("a STRING, A STRING"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("Duplicate field names");
    assertThat(columns("Visitor STRING").indexOf("VISITOR")).isZero();
  }

  @Test
  void refusesReservedAndStrangeNames() {
    for (String name : new String[] {"_PARTITIONTIME", "1a", "a.b", ""}) {
      assertThatThrownBy(
              () ->
                  Columns.from(
                      Json.parse(
                          "{\"fields\":[{\"name\":\"%s\",\"type\":\"STRING\"}]}".formatted(name))))
          .as(name)
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("Invalid field name");
    }
  }

  private static void assertRefused(String before, String after, String message) {
    assertThatThrownBy(() -> SchemaChange.between(TABLE, columns(before), columns(after)))
        .isInstanceOf(ApiException.class)
        .hasMessage(message);
  }

  private static Columns columns(String list) {
    return ColumnsForTests.of(list);
  }
}
