package dev.oceanus.collector.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.oceanus.collector.fuzz.Claim;
import dev.oceanus.common.stream.MicroBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Whatever the bytes of a segment are, all of them are accounted for, and no whole record lost. */
@Tag("slow")
class SegmentFuzzTest {

  @FuzzTest
  void accountsForEveryByte(byte[] bytes) {
    SegmentContents contents = SegmentContents.of(bytes);
    if (contents.isReadable()) {
      long records = contents.batches().stream().mapToLong(SegmentFormat::length).sum();
      long damages = contents.damages().stream().mapToLong(SegmentContents.Damage::length).sum();
      long header = contents.version() == 0 ? 0 : SegmentFormat.HEADER_BYTES;
      Claim.same(header + records + damages, (long) bytes.length);
    } else {
      Claim.that(contents.batches().isEmpty(), "a newer format is left alone");
    }
    if (bytes.length >= 4) {
      losesOnlyWhatIsHit(bytes);
    }
  }

  /**
   * Three batches that hold these bytes, with one byte of the file changed as the first four say.
   */
  private static void losesOnlyWhatIsHit(byte[] bytes) {
    List<SpooledBatch> batches = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      byte[] event = Arrays.copyOfRange(bytes, bytes.length * (i - 1) / 3, bytes.length * i / 3);
      MicroBatch batch = new MicroBatch(Batches.DEMO, "p", i, List.of(event, "e".getBytes(UTF_8)));
      batches.add(new SpooledBatch(batch, i == 2, Batches.ACCEPTED));
    }
    long marker = unknownTo(bytes);
    byte[] records = SegmentFormat.records(marker, batches);
    int number = (bytes[0] << 16) | ((bytes[1] & 255) << 8) | (bytes[2] & 255);
    int position = Math.floorMod(number, records.length);
    int hit = hit(batches, position);
    byte change = bytes[3] == 0 ? 1 : bytes[3];
    byte[] segment = new byte[SegmentFormat.HEADER_BYTES + records.length];
    System.arraycopy(SegmentFormat.header(marker), 0, segment, 0, SegmentFormat.HEADER_BYTES);
    System.arraycopy(records, 0, segment, SegmentFormat.HEADER_BYTES, records.length);
    segment[SegmentFormat.HEADER_BYTES + position] ^= change;

    List<String> found = Batches.printed(SegmentContents.of(segment, marker).batches());
    List<String> whole = Batches.printed(batches);
    List<String> others = new ArrayList<>(whole);
    others.remove(hit);
    // A record is known by its place too, so that damage to its marker alone costs nothing.
    Claim.that(found.equals(others) || found.equals(whole), "the others are there: " + found);
  }

  /** A marker that does not stand in these bytes: who sends events cannot know a segment's. */
  private static long unknownTo(byte[] bytes) {
    long marker = 0x4d41524b45523031L;
    for (int at = 0; at <= bytes.length - 8; at++) {
      if (ByteBuffer.wrap(bytes).getLong(at) == marker) {
        marker++;
        at = -1;
      }
    }
    return marker;
  }

  /** The batch whose record holds a byte. */
  private static int hit(List<SpooledBatch> batches, int position) {
    int end = 0;
    for (int i = 0; i < batches.size(); i++) {
      end += SegmentFormat.length(batches.get(i));
      if (position < end) {
        return i;
      }
    }
    throw new IllegalArgumentException(position + " is behind the records");
  }
}
