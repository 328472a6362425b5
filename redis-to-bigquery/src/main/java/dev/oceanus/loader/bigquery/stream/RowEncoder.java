package dev.oceanus.loader.bigquery.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.CodedOutputStream.OutOfSpaceException;
import dev.oceanus.common.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as messages of a {@link RowFormat}, field by field: a message object for each row
 * would take several times as long. Not thread-safe.
 */
final class RowEncoder {
  private static final int FIRST_SIZE = 1 << 14;
  private static final long MICROS = 1_000_000L;

  private byte[] buffer = new byte[FIRST_SIZE];

  /** What the loader writes in its own columns. */
  record Marks(String batch, String entry, @Nullable String seal) {}

  ByteString encode(Event event, Marks marks) {
    while (true) {
      CodedOutputStream out = CodedOutputStream.newInstance(buffer);
      try {
        write(event, marks, out);
        return ByteString.copyFrom(buffer, 0, out.getTotalBytesWritten());
      } catch (OutOfSpaceException e) {
        buffer = new byte[Math.multiplyExact(buffer.length, 2)];
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
    }
  }

  private static void write(Event event, Marks marks, CodedOutputStream out) throws IOException {
    out.writeString(RowFormat.BATCH, marks.batch());
    out.writeString(RowFormat.ENTRY, marks.entry());
    write(RowFormat.SEAL, marks.seal(), out);
    for (int i = 0; i < event.schema().size(); i++) {
      write(RowFormat.FIRST + i, event.get(i), out);
    }
  }

  private static void write(int number, @Nullable Object value, CodedOutputStream out)
      throws IOException {
    switch (value) {
      case null -> {}
      case String text -> out.writeString(number, text);
      case Instant time -> out.writeInt64(number, micros(time));
      case Long whole -> out.writeInt64(number, whole);
      case Double fraction -> out.writeDouble(number, fraction);
      case Boolean flag -> out.writeBool(number, flag);
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }

  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1_000L);
  }
}
