package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What changes streams. A change is on disk, with the rows that it makes visible, before it is
 * told; so what was told survives a kill. Thread-safe. Methods throw {@link RefusedException}.
 */
final class Streams {
  /** What {@link #append} answers for a stream without offsets. */
  static final long NO_OFFSET = -1;

  private final Store store;
  private final Settings settings;
  private final StreamTables tables;
  private final StreamRegistry registry;

  Streams(Store store, Settings settings, StreamTables tables, StreamRegistry registry) {
    this.store = store;
    this.settings = settings;
    this.tables = tables;
    this.registry = registry;
  }

  /** Refuses what an append at this offset is refused for, whatever its rows are. */
  void check(StreamName name, @Nullable Long offset) {
    if (!name.isDefault()) {
      registry.alive(registry.entry(name).state()).appended(offset, 0, registry.now());
    } else if (offset != null) {
      throw new RefusedException(
          Refusals.malformed("The default stream takes no offset. Entity: " + name));
    }
  }

  /**
   * Appends rows, all or none.
   *
   * @param offset where, null for the end
   * @return where they are, or {@link #NO_OFFSET}
   */
  long append(StreamName name, @Nullable Long offset, Chunk chunk) {
    if (name.isDefault()) {
      check(name, offset);
      store.change(transaction -> tables.show(transaction, name.table(), chunk.rows()));
      return NO_OFFSET;
    }
    return change(
            name,
            before -> before.appended(offset, chunk.size(), registry.now()),
            (transaction, step) -> {
              if (step.after().type() == Type.COMMITTED) {
                tables.show(transaction, name.table(), chunk.rows());
              } else {
                tables.hold(transaction, name, chunk.held(step.before().rows()));
              }
            })
        .before()
        .rows();
  }

  /** Makes rows visible up to and with this offset, from where the last flush ended. */
  void flush(StreamName name, long offset) {
    refuseDefault(name, "FlushRows");
    change(
        name,
        before -> {
          StreamState after = before.flushedTo(offset, registry.now());
          if (offset < before.flushed() && settings.text("writeReflush").equals("already-exists")) {
            throw new RefusedException(Refusals.flushedAlready(name, offset));
          }
          return after;
        },
        (transaction, step) ->
            tables.reveal(
                transaction, step.before(), step.before().flushed(), step.after().flushed()));
  }

  /**
   * Ends a stream.
   *
   * @return how many rows it has
   */
  long finish(StreamName name) {
    refuseDefault(name, "FinalizeWriteStream");
    return change(name, before -> before.finalizedAt(registry.now()), (transaction, step) -> {})
        .after()
        .rows();
  }

  /**
   * Refuses what a stream's commit is refused for.
   *
   * @return what it is told
   */
  StreamState checkCommit(StreamName name) {
    return registry.alive(registry.entry(name).state()).committedAt(registry.now());
  }

  /**
   * Makes the rows of all these streams visible together, or of none.
   *
   * @param names each once, always in the same order where they meet
   * @return when
   */
  Instant commit(List<StreamName> names) {
    Instant now = registry.now();
    commit(names.stream().map(registry::entry).toList(), new ArrayList<>(), now);
    return now;
  }

  /** Takes the turn of one stream after the other, then writes all of them at once. */
  private void commit(List<Entry> rest, List<StreamState> changed, Instant now) {
    if (rest.isEmpty()) {
      store.change(
          transaction -> {
            for (StreamState each : changed) {
              tables.reveal(transaction, each, 0, each.rows());
              new StreamStore(transaction).update(each);
            }
          });
      return;
    }
    rest.getFirst()
        .change(
            before -> {
              StreamState after = registry.alive(before).committedAt(now);
              changed.add(after);
              commit(rest.subList(1, rest.size()), changed, now);
              return after;
            });
  }

  private Entry.Step change(StreamName name, UnaryOperator<StreamState> rule, Write write) {
    return registry
        .entry(name)
        .change(
            before -> {
              StreamState after = rule.apply(registry.alive(before));
              store.change(
                  transaction -> {
                    write.in(transaction, new Entry.Step(before, after));
                    new StreamStore(transaction).update(after);
                  });
              return after;
            });
  }

  private static void refuseDefault(StreamName name, String method) {
    if (name.isDefault()) {
      throw new RefusedException(
          Refusals.streamType(name, method + " is not supported on the _default stream."));
    }
  }

  /** What a change of a stream writes, beside its state. */
  @FunctionalInterface
  private interface Write {
    void in(Transaction transaction, Entry.Step step) throws SQLException;
  }
}
