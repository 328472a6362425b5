package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The streams on disk, in tables of their own beside all else. Part of a transaction. */
final class StreamStore {
  private static final List<String> CREATE =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS _fake.streams (
            name VARCHAR, type VARCHAR, created BIGINT, last_used BIGINT, rows BIGINT,
            flushed BIGINT, finalized BOOLEAN, committed BIGINT)
          """,
          """
          CREATE TABLE IF NOT EXISTS _fake.appends (
            stream VARCHAR, first BIGINT, rows BIGINT, data BLOB)
          """);

  private final Transaction transaction;

  StreamStore(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Makes the tables unless they are there, and tells what is in them. */
  static List<StreamState> open(Store store) {
    return store.transaction(
        transaction -> {
          for (String table : CREATE) {
            transaction.update(table);
          }
          return transaction.select("SELECT * FROM _fake.streams", StreamStore::state);
        });
  }

  private static StreamState state(ResultSet row) throws SQLException {
    Optional<Instant> committed =
        row.getObject("committed") == null
            ? Optional.empty()
            : Optional.of(instant(row.getLong("committed")));
    return new StreamState(
        StreamName.of(row.getString("name")),
        Type.valueOf(row.getString("type")),
        instant(row.getLong("created")),
        instant(row.getLong("last_used")),
        row.getLong("rows"),
        row.getLong("flushed"),
        row.getBoolean("finalized"),
        committed);
  }

  void insert(StreamState state) throws SQLException {
    transaction.update(
        "INSERT INTO _fake.streams VALUES (?, ?, ?, ?, 0, 0, false, NULL)",
        state.name().toString(),
        state.type().name(),
        micros(state.created()),
        micros(state.lastUsed()));
  }

  void update(StreamState state) throws SQLException {
    transaction.update(
        "UPDATE _fake.streams SET last_used = ?, rows = ?, flushed = ?, finalized = ?,"
            + " committed = nullif(?, -1) WHERE name = ?",
        micros(state.lastUsed()),
        state.rows(),
        state.flushed(),
        state.finalized(),
        state.committed().map(StreamStore::micros).orElse(-1L),
        state.name().toString());
  }

  void delete(StreamName stream) throws SQLException {
    transaction.update("DELETE FROM _fake.streams WHERE name = ?", stream.toString());
    transaction.update("DELETE FROM _fake.appends WHERE stream = ?", stream.toString());
  }

  /** Keeps rows that are not visible yet. */
  void hold(StreamName stream, Held held) throws SQLException {
    transaction.update(
        "INSERT INTO _fake.appends VALUES (?, ?, ?, ?)",
        stream.toString(),
        held.first(),
        held.rows(),
        held.data());
  }

  /** Where the chunks begin that hold rows from one, to before another one. */
  List<Long> chunks(StreamName stream, long from, long to) throws SQLException {
    return transaction.select(
        "SELECT first FROM _fake.appends"
            + " WHERE stream = ? AND first < ? AND first + rows > ? ORDER BY first",
        row -> row.getLong(1),
        stream.toString(),
        to,
        from);
  }

  Held chunk(StreamName stream, long first) throws SQLException {
    return transaction
        .select(
            "SELECT first, rows, data FROM _fake.appends WHERE stream = ? AND first = ?",
            row -> new Held(row.getLong(1), row.getLong(2), row.getBytes(3)),
            stream.toString(),
            first)
        .getFirst();
  }

  /** Forgets chunks of which all is visible. */
  void release(StreamName stream, long visible) throws SQLException {
    transaction.update(
        "DELETE FROM _fake.appends WHERE stream = ? AND first + rows <= ?",
        stream.toString(),
        visible);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  /**
   * Rows that wait.
   *
   * @param first offset of the first of them
   * @param data a serialised {@code ProtoData}
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Held(long first, long rows, byte[] data) {}
}
