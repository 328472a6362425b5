package dev.oceanus.fakebigquery.store;

import java.sql.SQLException;
import java.util.List;

/** What is counted by day, for quotas. Part of a transaction. */
public final class Counts {
  private final Transaction transaction;

  Counts(Transaction transaction) {
    this.transaction = transaction;
  }

  /** How often so far. */
  public long of(String day, String kind, String name) throws SQLException {
    return transaction
        .select(
            "SELECT coalesce(sum(number), 0)::BIGINT FROM _fake.counts"
                + " WHERE day = ? AND kind = ? AND name = ?",
            row -> row.getLong(1),
            day,
            kind,
            name)
        .getFirst();
  }

  /** Counts up. */
  public void add(String day, String kind, String name, long number) throws SQLException {
    transaction.update("INSERT INTO _fake.counts VALUES (?, ?, ?, ?)", day, kind, name, number);
  }

  /** All of them. */
  public List<Count> all() throws SQLException {
    return transaction.select(
        "SELECT day, kind, name, sum(number)::BIGINT FROM _fake.counts GROUP BY ALL ORDER BY ALL",
        row -> new Count(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
  }

  /** One counter. */
  public record Count(String day, String kind, String name, long number) {}
}
