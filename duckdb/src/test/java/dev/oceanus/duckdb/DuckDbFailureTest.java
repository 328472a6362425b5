package dev.oceanus.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckDbFailureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          IO Error: Could not set lock on file "w": Conflicting lock is held in java | LOCKED
          Binder Error: Unique file handle conflict: Cannot attach "w" | LOCKED
          FATAL Error: Failed: database has been invalidated because of a previous fatal error | BROKEN
          TransactionContext Error: Catalog write-write conflict on create with "_batches" | CONFLICT
          TransactionContext Error: Failed to commit: PRIMARY KEY or UNIQUE constraint violation | CONFLICT
          Constraint Error: Duplicate key "epoch: e, lane: l, seq: 3" violates primary key constraint. | CONFLICT
          Constraint Error: Duplicate key "event_id: x" violates unique constraint. | ROWS
          Conversion Error: Could not convert string 'x' to INT64 | ROWS
          Invalid Input Error: Malformed JSON | ROWS
          Out of Range Error: timestamp | ROWS
          Appender error, catalog: 'null', schema: 'main', table: 't', message: Failed to append: NOT NULL constraint failed: t.x | ROWS
          IO Error: No space left on device | UNAVAILABLE
          Out of Memory Error: could not allocate block | UNAVAILABLE
          Catalog Error: Table with name t does not exist! | UNAVAILABLE
          """)
  void tellsWhatAnErrorMeans(String message, DuckDbFailure failure) {
    assertThat(DuckDbFailure.of(new SQLException(message))).isEqualTo(failure);
  }

  @Test
  void takesAnErrorWithoutTextForOneThatMayPass() {
    assertThat(DuckDbFailure.of(new SQLException())).isEqualTo(DuckDbFailure.UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Conversion Error: Could not convert string 'secret' to INT64 | Conversion Error: Could not convert string ...
          Constraint Error: Duplicate key "event_id: secret" violates it | Constraint Error: Duplicate key ...
          Appender error, catalog: 'null', message: Failed to append: NOT NULL constraint failed: t.x | Failed to append: NOT NULL constraint failed: t.x
          """)
  void tellsTheRuleWithoutTheValue(String message, String detail) {
    assertThat(DuckDbFailure.detail(new SQLException(message + "\nsecret"))).isEqualTo(detail);
  }
}
