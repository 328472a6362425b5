package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams that are there: made, found, gone. Thread-safe. Methods throw {@link
 * RefusedException}.
 */
final class StreamRegistry {
  private final Store store;
  private final Settings settings;
  private final StreamTables tables;
  private final Map<StreamName, Entry> entries = new ConcurrentHashMap<>();

  StreamRegistry(Store store, Settings settings, StreamTables tables) {
    this.store = store;
    this.settings = settings;
    this.tables = tables;
    StreamStore.open(store).forEach(state -> entries.put(state.name(), new Entry(state)));
  }

  /** Now, as exactly as it is stored. */
  Instant now() {
    return store.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  StreamState create(TableRef table, Type type) {
    Instant now = now();
    String id = UUID.randomUUID().toString().replace("-", "");
    StreamState state = StreamState.fresh(new StreamName(table, id), type, now);
    String hour = now.truncatedTo(ChronoUnit.HOURS).toString();
    store.transaction(
        transaction -> {
          tables.find(transaction, table, "TABLES_GET");
          long made = transaction.counts().of(hour, "writeStreams", table.project());
          if (made >= settings.number("writeStreamsPerHour")) {
            throw new RefusedException(
                Refusals.quota(
                    "%d write streams made in project %s since %s"
                        .formatted(made, table.project(), hour)));
          }
          transaction.counts().add(hour, "writeStreams", table.project(), 1);
          new StreamStore(transaction).insert(state);
          return state;
        });
    entries.put(state.name(), new Entry(state));
    return state;
  }

  /** A stream as it is now. The default stream of a table is there with its table. */
  StreamState find(StreamName name) {
    if (!name.isDefault()) {
      return alive(entry(name).state());
    }
    StoredTable table =
        store.transaction(transaction -> tables.find(transaction, name.table(), "TABLES_GET"));
    return StreamState.fresh(name, Type.COMMITTED, StreamTables.made(table));
  }

  /** A stream that is appended to; the default stream may be one of a table that is not there. */
  StreamState target(StreamName name) {
    return name.isDefault() ? StreamState.fresh(name, Type.COMMITTED, now()) : find(name);
  }

  /** All that were made and have not been forgotten, expired or not. */
  List<StreamState> all() {
    return entries.values().stream()
        .map(Entry::state)
        .sorted(Comparator.comparing(StreamState::created).thenComparing(each -> each.name().id()))
        .toList();
  }

  Entry entry(StreamName name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new RefusedException(Refusals.streamNotFound(name.toString()));
    }
    return entry;
  }

  /** The state itself, unless nobody has used it for too long. */
  StreamState alive(StreamState state) {
    if (state.isExpired(now(), settings.millis("writeStreamIdleMs"))) {
      throw new RefusedException(Refusals.streamNotFound(state.name().toString()));
    }
    return state;
  }

  /** Forgets a stream and its rows that are not visible, as its expiry does. */
  void expire(StreamName name) {
    entry(name)
        .change(
            state -> {
              entries.remove(name);
              return store.transaction(
                  transaction -> {
                    new StreamStore(transaction).delete(name);
                    return state;
                  });
            });
  }
}
