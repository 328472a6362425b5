package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.ProtoData;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.RowAppender;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables behind streams, and how rows get into them. Each method is part of a transaction. */
final class StreamTables {
  private final Settings settings;

  StreamTables(Settings settings) {
    this.settings = settings;
  }

  /**
   * A table that rows can be written to.
   *
   * @param permission what the caller is told to lack if there is none
   */
  StoredTable find(Transaction transaction, TableRef name, String permission) throws SQLException {
    StoredTable table =
        transaction
            .tables()
            .find(name)
            .orElseThrow(() -> new RefusedException(missing(name, permission)));
    if (table.isView()) {
      throw new RefusedException(
          Refusals.malformed("Rows cannot be written to the view " + StreamName.path(name)));
    }
    return table;
  }

  /** The table of a stream, which is gone with the table that it was made for. */
  StoredTable find(Transaction transaction, StreamState stream) throws SQLException {
    StoredTable table = find(transaction, stream.name().table(), "TABLES_UPDATE_DATA");
    if (made(table).isAfter(stream.created())) {
      throw new RefusedException(Refusals.streamNotFound(stream.name().toString()));
    }
    return table;
  }

  /** When a table was made. */
  static Instant made(StoredTable table) {
    return Instant.ofEpochMilli(table.resource().path("creationTime").asLong(0));
  }

  private Refusal missing(TableRef name, String permission) {
    return settings.text("writeMissingTable").equals("not-found")
        ? Refusals.tableNotFound(name)
        : Refusals.tableDenied(permission, name);
  }

  /** Puts rows into the table, which may have more columns by now than they have values. */
  void show(Transaction transaction, TableRef name, List<@Nullable Object[]> rows)
      throws SQLException {
    StoredTable table = find(transaction, name, "TABLES_UPDATE_DATA");
    Columns columns = table.columns();
    try (RowAppender appender = transaction.appender(table, columns)) {
      for (@Nullable Object[] row : rows) {
        appender.append(row.length == columns.size() ? row : Arrays.copyOf(row, columns.size()));
      }
    }
  }

  /** Moves rows that were held, from one, to before another one, into the table. */
  void reveal(Transaction transaction, StreamState state, long from, long to) throws SQLException {
    StoredTable table = find(transaction, state);
    StreamName stream = state.name();
    StreamStore held = new StreamStore(transaction);
    try (RowAppender appender = transaction.appender(table, table.columns())) {
      if (!transaction.keepsRows()) {
        count(appender, table.columns().size(), to - from);
      }
      for (long first : held.chunks(stream, from, to)) {
        append(appender, table, stream, part(held.chunk(stream, first), from, to));
      }
    }
    held.release(stream, to);
  }

  /** Keeps the rows of an append until they are revealed. */
  void hold(Transaction transaction, StreamName stream, StreamStore.Held held) throws SQLException {
    if (transaction.keepsRows()) {
      new StreamStore(transaction).hold(stream, held);
    }
  }

  private static void count(RowAppender appender, int width, long rows) throws SQLException {
    @Nullable Object[] nothing = new Object[width];
    for (long i = 0; i < rows; i++) {
      appender.append(nothing);
    }
  }

  private static ProtoData part(StreamStore.Held held, long from, long to) {
    try {
      ProtoData data = ProtoData.parseFrom(held.data());
      long begin = Math.max(0, from - held.first());
      long end = Math.min(held.rows(), to - held.first());
      return data.toBuilder()
          .setRows(
              data.getRows().toBuilder()
                  .clearSerializedRows()
                  .addAllSerializedRows(
                      data.getRows()
                          .getSerializedRowsList()
                          .subList(Math.toIntExact(begin), Math.toIntExact(end))))
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("rows that were held cannot be read again", e);
    }
  }

  private static void append(
      RowAppender appender, StoredTable table, StreamName stream, ProtoData data)
      throws SQLException {
    RowReader reader =
        WriterSchema.reader(
            stream,
            data.getWriterSchema().getProtoDescriptor(),
            TableSchemas.of(table.resource().path("schema")),
            table.columns());
    for (ByteString row : data.getRows().getSerializedRowsList()) {
      try {
        appender.append(reader.read(row));
      } catch (RowFaultException e) {
        throw new IllegalStateException(
            "a row that was checked does not fit its table any more", e);
      }
    }
  }
}
