package dev.oceanus.loader.batch;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.event.EventCodec.Decoded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The rows of a batch, in order. They are kept as Redis holds them and decoded whenever they are
 * asked for, since decoded ones take several times the memory. Immutable.
 */
public final class Rows implements Iterable<Row> {
  private final EventCodec codec;
  private final List<Raw> raw;

  /**
   * An entry as Redis holds it.
   *
   * @param ref which
   * @param json the event's JSON in UTF-8, which the codec reads
   */
  @SuppressWarnings("ArrayRecordComponent") // not copied: nobody changes it, and it is the batch
  public record Raw(EntryRef ref, byte[] json) {}

  /**
   * @param raw entries that this codec was found to read
   */
  public Rows(EventCodec codec, List<Raw> raw) {
    this.codec = codec;
    this.raw = Collections.unmodifiableList(raw);
  }

  /** Rows of these events, for whoever has no entries. */
  public static Rows of(EventCodec codec, List<Row> rows) {
    List<Raw> raw = new ArrayList<>(rows.size());
    for (Row row : rows) {
      raw.add(new Raw(row.entry(), codec.encode(row.event())));
    }
    return new Rows(codec, raw);
  }

  /** Number of rows. */
  public int size() {
    return raw.size();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return raw.isEmpty();
  }

  /** The row at this position, from 0. */
  public Row get(int index) {
    return decoded(raw.get(index));
  }

  /** The rows as Redis holds them. */
  public List<Raw> raw() {
    return raw;
  }

  /** Some of the rows, from a position to before another one. */
  public Rows range(int from, int to) {
    return new Rows(codec, raw.subList(from, to));
  }

  /** The rows but those of these entries. */
  public Rows without(Set<EntryRef> entries) {
    return new Rows(codec, raw.stream().filter(each -> !entries.contains(each.ref())).toList());
  }

  @Override
  public Iterator<Row> iterator() {
    Iterator<Raw> all = raw.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public Row next() {
        return decoded(all.next());
      }
    };
  }

  private Row decoded(Raw from) {
    Event event =
        switch (codec.decode(from.json())) {
          case Decoded.Readable readable -> readable.event();
          case Decoded.Unreadable fault ->
              throw new IllegalStateException(
                  "entry " + from.ref() + " was readable before, now: " + fault.detail());
        };
    return new Row(from.ref(), event);
  }
}
