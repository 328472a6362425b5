package dev.oceanus.collector.spool;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What the bytes of a segment are: a header (magic, version, marker, checksum), then records
 * (marker, length, checksum of length and payload, payload). Pure.
 */
final class SegmentFormat {
  static final int VERSION = 1;
  static final int HEADER_BYTES = 4 + 4 + 8 + 4;
  static final int RECORD_HEADER_BYTES = 8 + 4 + 4;

  private static final int MAGIC = 0x4f435350; // OCSP

  private SegmentFormat() {}

  /** The first bytes of a segment. */
  static byte[] header(long marker) {
    return header(VERSION, marker);
  }

  static byte[] header(int version, long marker) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putInt(MAGIC).putInt(version).putLong(marker);
    header.putInt(checksum(header.array(), 0, header.position()));
    return header.array();
  }

  /** The version that an undamaged header names; 0 where it is damaged. */
  static int version(byte[] segment) {
    if (segment.length < HEADER_BYTES) {
      return 0;
    }
    ByteBuffer header = ByteBuffer.wrap(segment);
    int magic = header.getInt();
    int version = header.getInt();
    boolean whole =
        magic == MAGIC && header.getInt(HEADER_BYTES - 4) == checksum(segment, 0, HEADER_BYTES - 4);
    return whole ? version : 0;
  }

  /** The marker that stands in the header, for whoever does not know the file's name. */
  static long marker(byte[] segment) {
    return segment.length < HEADER_BYTES ? 0 : ByteBuffer.wrap(segment).getLong(8);
  }

  /** Records of these batches, one behind the other. */
  static byte[] records(long marker, List<SpooledBatch> batches) {
    int length = 0;
    for (SpooledBatch batch : batches) {
      length = Math.addExact(length, length(batch));
    }
    ByteBuffer records = ByteBuffer.allocate(length);
    for (SpooledBatch batch : batches) {
      int begin = records.position();
      records.putLong(marker).putInt(BatchCodec.length(batch)).putInt(0);
      BatchCodec.write(batch, records);
      int checksum = recordChecksum(records.array(), begin, records.position() - begin);
      records.putInt(begin + 12, checksum);
    }
    return records.array();
  }

  /** Bytes of the record of this batch. */
  static int length(SpooledBatch batch) {
    return RECORD_HEADER_BYTES + BatchCodec.length(batch);
  }

  /** Checksum of a record's length and payload. */
  static int recordChecksum(byte[] bytes, int begin, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, begin + 8, 4);
    crc.update(bytes, begin + RECORD_HEADER_BYTES, length - RECORD_HEADER_BYTES);
    return (int) crc.getValue();
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
