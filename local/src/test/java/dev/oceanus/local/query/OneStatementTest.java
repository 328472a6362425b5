package dev.oceanus.local.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneStatementTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1;",
        " SELECT 1 ; ; -- done; really",
        "SELECT ';' AS a, \"b;c\" FROM t",
        "SELECT 'it''s; fine'",
        "SELECT E'it\\'s; fine'",
        "SELECT $$a;b$$, $x$a$$;b$x$",
        "/* one; /* in another; */ two; */ SELECT 1",
        "-- first;\nSELECT 1",
        "SELECT 1 - -1 / 2 * 3",
      })
  void takesOne(String sql) {
    assertThat(OneStatement.of(sql).firstWord()).isEqualTo("SELECT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; DELETE FROM t",
        "COMMIT; SELECT 1",
        "SELECT ''; DELETE FROM t --'",
        "SELECT $$a$$; DELETE FROM t",
        "SELECT '\\'; DELETE FROM t --'",
        "/* a */ ; SELECT 1 /* */; SELECT 2",
        "SELECT $1; SELECT $2",
      })
  void refusesMore(String sql) {
    assertThatThrownBy(() -> OneStatement.of(sql))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining("one statement");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ";", "-- only\n", "/* only */"})
  void refusesNone(String sql) {
    assertThatThrownBy(() -> OneStatement.of(sql)).hasMessageContaining("no statement");
  }

  @Test
  void tellsQuestionsAboutTablesFromOthers() {
    assertThat(OneStatement.of("describe events_demo").isAbout()).isTrue();
    assertThat(OneStatement.of("(SELECT 1)").asksForRows()).isTrue();
    assertThat(OneStatement.of("Delete FROM t").asksForRows()).isFalse();
  }
}
