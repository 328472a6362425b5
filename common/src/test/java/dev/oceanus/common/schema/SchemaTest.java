package dev.oceanus.common.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final Field A = Field.string("a", 3, Source.wire("a"), "A.");

  @Test
  void findsFieldsByName() {
    Schema schema =
        new Schema("s", List.of(A)).with(List.of(Field.string("b", 1, Source.property("b"), "B.")));

    assertThat(schema.index("b")).isEqualTo(1);
    assertThat(schema.indexOf("c")).isEqualTo(-1);
    assertThatThrownBy(() -> schema.index("c")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesNamesThatDifferInCaseOnly() {
    Field twin = Field.string("A", 3, Source.wire("a"), "A.");
    assertThatThrownBy(() -> new Schema("s", List.of(A, twin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a' and 'A'");
  }

  @Test
  void refusesColumnNamesThatAreNotIdentifiers() {
    assertThatThrownBy(() -> Field.string("a;b", 3, Source.wire("a"), "A."))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void describesEveryBuiltInColumn() {
    for (Schema schema : Schemas.forSites()) {
      assertThat(schema.fields())
          .allSatisfy(field -> assertThat(field.description()).endsWith("."));
    }
  }

  @Test
  void givesNoWireNameToTwoFieldsOfOneSchema() {
    for (Schema schema : Schemas.forSites()) {
      assertThat(
              schema.fields().stream()
                  .filter(field -> field.source().kind() == Source.Kind.WIRE)
                  .flatMap(field -> field.source().names().stream()))
          .doesNotHaveDuplicates();
    }
  }
}
