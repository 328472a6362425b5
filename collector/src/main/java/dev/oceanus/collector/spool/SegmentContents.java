package dev.oceanus.collector.spool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the bytes of a segment hold, whatever happened to them: all whole records in order, and
 * where there was something else. Behind damage it looks for the next marker. Pure, and it ends for
 * any bytes.
 *
 * @param version of an undamaged header; 0 where it is damaged
 * @param batches of the whole records
 * @param damages in order
 */
public record SegmentContents(int version, List<SpooledBatch> batches, List<Damage> damages) {
  /**
   * Bytes that are no record.
   *
   * @param atEnd whether they are the last ones, as when a process ended while it wrote
   */
  public record Damage(long offset, long length, boolean atEnd) {}

  /** Reads a segment that says its marker itself: the entry for tests with any bytes. */
  public static SegmentContents of(byte[] segment) {
    return of(segment, SegmentFormat.marker(segment));
  }

  /** Reads a segment whose file's name says its marker. */
  static SegmentContents of(byte[] segment, long marker) {
    return new Scan(segment, marker).contents();
  }

  /** Whether this release knows the format. */
  boolean isReadable() {
    return version == SegmentFormat.VERSION || version == 0;
  }

  /** Events of all batches. */
  long events() {
    return batches.stream().mapToLong(SpooledBatch::events).sum();
  }

  /** Whether something is damaged that had been complete. */
  boolean isDamagedInside() {
    return damages.stream().anyMatch(damage -> !damage.atEnd());
  }

  /** One reading from the first byte to the last. */
  private static final class Scan {
    private final ByteBuffer bytes;
    private final long marker;
    private final List<SpooledBatch> batches = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private int position;

    Scan(byte[] segment, long marker) {
      this.bytes = ByteBuffer.wrap(segment);
      this.marker = marker;
    }

    SegmentContents contents() {
      int version = SegmentFormat.version(bytes.array());
      if (version != 0 && version != SegmentFormat.VERSION) {
        return new SegmentContents(version, List.of(), List.of());
      }
      if (version == 0) {
        skipDamage(0);
      } else {
        position = SegmentFormat.HEADER_BYTES;
      }
      while (position < bytes.limit()) {
        int begin = position;
        record().ifPresentOrElse(batches::add, () -> skipDamage(begin + 1));
      }
      return new SegmentContents(version, List.copyOf(batches), List.copyOf(damages));
    }

    /**
     * The record at this position, which is passed then. Its marker does not matter here: either it
     * was found by it, or it stands where the record before it ended.
     */
    private Optional<SpooledBatch> record() {
      int left = bytes.limit() - position - SegmentFormat.RECORD_HEADER_BYTES;
      int length = left > 0 ? bytes.getInt(position + 8) : -1;
      if (length < 1 || length > left) {
        return Optional.empty();
      }
      int whole = SegmentFormat.RECORD_HEADER_BYTES + length;
      if (bytes.getInt(position + 12)
          != SegmentFormat.recordChecksum(bytes.array(), position, whole)) {
        return Optional.empty();
      }
      Optional<SpooledBatch> batch =
          BatchCodec.read(bytes.slice(position + SegmentFormat.RECORD_HEADER_BYTES, length));
      if (batch.isPresent()) {
        position += whole;
      }
      return batch;
    }

    /**
     * Goes to the next marker at or behind an offset, or to the end, and notes what lies between.
     */
    private void skipDamage(int from) {
      int begin = position;
      position = bytes.limit();
      for (int at = from; at <= bytes.limit() - 8; at++) {
        if (bytes.getLong(at) == marker) {
          position = at;
          break;
        }
      }
      if (position > begin) {
        damages.add(new Damage(begin, position - begin, position == bytes.limit()));
      }
    }
  }
}
