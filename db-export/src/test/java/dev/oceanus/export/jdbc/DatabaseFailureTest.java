package dev.oceanus.export.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseFailureTest {
  @Test
  void showsNoTextThatMayHoldData() {
    for (String state : new String[] {"22P02", "22007", "23505", "P0001", "45000"}) {
      assertThat(DatabaseFailure.told("x", new SQLException("value \"secret\"", state)))
          .hasMessageContaining(state)
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void saysWhatToDo() {
    assertThat(DatabaseFailure.told("x", new SQLException("m", "42501")))
        .hasMessageContaining("grant it SELECT");
    assertThat(DatabaseFailure.told("x", new SQLException("m", "42000", 1142)))
        .hasMessageContaining("grant it SELECT");
    assertThat(DatabaseFailure.told("x", new SQLException("m", "42S02", 1146)))
        .hasMessageContaining("no such table");
    assertThat(DatabaseFailure.told("x", new SQLException("m", "42000", 1064)))
        .hasMessageContaining("does not understand");
    assertThat(DatabaseFailure.told("x", new SQLException("m", "57P01")))
        .hasMessageContaining("broke off");
    assertThat(DatabaseFailure.told("x", new SQLException("exceeded maxResultBuffer", "08000")))
        .hasMessageContaining("fetch_rows");
  }
}
