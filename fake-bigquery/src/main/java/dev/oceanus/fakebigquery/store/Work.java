package dev.oceanus.fakebigquery.store;

import java.sql.SQLException;

/** What is done in one transaction. */
@FunctionalInterface
public interface Work<T> {
  /** Does it; all is undone if it throws. It may be called again where transactions conflict. */
  T in(Transaction transaction) throws SQLException;
}
