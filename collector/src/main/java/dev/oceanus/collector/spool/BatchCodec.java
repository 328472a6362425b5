package dev.oceanus.collector.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A spooled batch as bytes and back: flags, time, shard, producer, sequence, and the events, each
 * with its length before it. Numbers are big-endian.
 */
final class BatchCodec {
  private static final int ATTEMPTED = 1;
  private static final int FIXED = 1 + 8 + 4 + 4 + 4 + 8 + 4;

  private BatchCodec() {}

  /** How many bytes {@link #write} will write. */
  static int length(SpooledBatch spooled) {
    MicroBatch batch = spooled.batch();
    long length =
        FIXED + (long) bytes(batch.shard().lane()).length + bytes(batch.producer()).length;
    for (byte[] event : batch.events()) {
      length += 4L + event.length;
    }
    return Math.toIntExact(length);
  }

  static void write(SpooledBatch spooled, ByteBuffer to) {
    MicroBatch batch = spooled.batch();
    to.put((byte) (spooled.attempted() ? ATTEMPTED : 0));
    to.putLong(spooled.acceptedMillis());
    to.putInt(batch.shard().index());
    put(to, bytes(batch.shard().lane()));
    put(to, bytes(batch.producer()));
    to.putLong(batch.sequence());
    to.putInt(batch.events().size());
    batch.events().forEach(event -> put(to, event));
  }

  /** The batch, or nothing if these bytes are none. Reads all of them. */
  static Optional<SpooledBatch> read(ByteBuffer from) {
    try {
      int flags = from.get();
      long acceptedMillis = from.getLong();
      int index = from.getInt();
      Shard shard = new Shard(new String(take(from), UTF_8), index);
      String producer = new String(take(from), UTF_8);
      long sequence = from.getLong();
      List<byte[]> events = events(from);
      return from.hasRemaining() || (flags & ~ATTEMPTED) != 0
          ? Optional.empty()
          : Optional.of(
              new SpooledBatch(
                  new MicroBatch(shard, producer, sequence, events),
                  flags == ATTEMPTED,
                  acceptedMillis));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<byte[]> events(ByteBuffer from) {
    int count = from.getInt();
    if (count < 0 || count > from.remaining() / 4) {
      throw new IllegalArgumentException("no room for " + count + " events");
    }
    List<byte[]> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(take(from));
    }
    return events;
  }

  private static byte[] take(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new IllegalArgumentException("no room for " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  private static void put(ByteBuffer to, byte[] bytes) {
    to.putInt(bytes.length).put(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
