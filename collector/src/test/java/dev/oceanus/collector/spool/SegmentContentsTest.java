package dev.oceanus.collector.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.spool.SegmentContents.Damage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Row F14: whatever happened to a segment, its whole records are read. */
class SegmentContentsTest {
  private static final long MARKER = 0x0123_4567_89ab_cdefL;
  private static final List<SpooledBatch> FIVE =
      List.of(
          Batches.spooled(1, "a"),
          Batches.spooled(2, "海", ""),
          new SpooledBatch(
              Batches.batch(Batches.SHOP, "another producer", Long.MAX_VALUE, "\r\n\0"), false, 0),
          Batches.spooled(4, "{\"event_id\":\"7\"}", "second", "third"),
          Batches.spooled(5, "e"));

  private final byte[] segment = segment(FIVE);

  /** Where each record begins, and the end. */
  private final List<Integer> borders = borders(FIVE);

  @Test
  void givesBackWhatWasWritten() {
    SegmentContents contents = SegmentContents.of(segment);
    assertThat(Batches.printed(contents.batches())).isEqualTo(Batches.printed(FIVE));
    assertThat(contents.damages()).isEmpty();
    assertThat(contents.events()).isEqualTo(8);
    assertThat(contents.isReadable()).isTrue();
  }

  @Test
  void holdsNothingWhereNothingIsWrittenYet() {
    assertThat(SegmentContents.of(segment(List.of())).batches()).isEmpty();
    assertThat(SegmentContents.of(segment(List.of())).damages()).isEmpty();
    assertThat(SegmentContents.of(new byte[0]).batches()).isEmpty();
  }

  @Test
  void readsAllWholeRecordsWhereverItIsTorn() {
    for (int length = 0; length <= segment.length; length++) {
      SegmentContents contents = SegmentContents.of(Arrays.copyOf(segment, length), MARKER);
      int whole = Math.max(0, count(length) - 1);
      assertThat(Batches.printed(contents.batches()))
          .as("torn at %d", length)
          .isEqualTo(Batches.printed(FIVE.subList(0, whole)));
      boolean clean = length == 0 || borders.contains(length);
      assertThat(contents.damages().isEmpty()).as("torn at %d", length).isEqualTo(clean);
      if (length >= SegmentFormat.HEADER_BYTES) {
        assertThat(contents.isDamagedInside()).as("torn at %d", length).isFalse();
      }
    }
  }

  /** Borders at or before this length. */
  private int count(int length) {
    return (int) borders.stream().filter(border -> border <= length).count();
  }

  @Test
  void readsAllOtherRecordsWhicheverBitIsFlipped() {
    for (int bit = 0; bit < segment.length * 8; bit++) {
      byte[] flipped = segment.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      SegmentContents contents = SegmentContents.of(flipped, MARKER);
      int hit = count(bit / 8) - 1; // -1 is the header
      List<SpooledBatch> others = new ArrayList<>(FIVE);
      boolean marker = hit >= 0 && bit / 8 < borders.get(hit) + 8;
      if (hit >= 0 && !marker) {
        others.remove(hit);
      }
      assertThat(Batches.printed(contents.batches()))
          .as("bit %d of byte %d, in record %d", bit % 8, bit / 8, hit)
          .isEqualTo(Batches.printed(others));
      assertThat(contents.damages().isEmpty()).as("bit %d", bit).isEqualTo(marker);
    }
  }

  @Test
  void saysWhereTheDamageIs() {
    byte[] damaged = segment.clone();
    Arrays.fill(damaged, borders.get(1) + 3, borders.get(3), (byte) 0);
    SegmentContents contents = SegmentContents.of(damaged, MARKER);
    assertThat(contents.damages())
        .containsExactly(new Damage(borders.get(1), borders.get(3) - borders.get(1), false));
    assertThat(contents.batches()).hasSize(3);
    assertThat(contents.isDamagedInside()).isTrue();
  }

  @Test
  void findsRecordsBehindBytesThatWereNeverWrittenHere() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Arrays.copyOf(segment, borders.get(2)));
    bytes.writeBytes(new byte[4096]);
    bytes.writeBytes(Arrays.copyOfRange(segment, borders.get(2), segment.length));
    SegmentContents contents = SegmentContents.of(bytes.toByteArray(), MARKER);
    assertThat(Batches.printed(contents.batches())).isEqualTo(Batches.printed(FIVE));
    assertThat(contents.damages()).containsExactly(new Damage(borders.get(2), 4096, false));
  }

  /** A hostile page may send the bytes of a record, but it does not know the marker. */
  @Test
  void takesNoRecordFromTheInsideOfAnEvent() {
    byte[] forged = SegmentFormat.records(MARKER + 1, List.of(Batches.spooled(9, "forged")));
    SpooledBatch hostile = Batches.spooled(1, new String(forged, ISO_8859_1));
    byte[] whole = segment(List.of(hostile, Batches.spooled(2, "b")));
    whole[SegmentFormat.HEADER_BYTES + 9] ^= 1; // so that its record is damaged, and scanned
    assertThat(Batches.printed(SegmentContents.of(whole, MARKER).batches()))
        .containsExactly(Batches.print(Batches.spooled(2, "b")));
  }

  @Test
  void readsAnyBytesToTheirEnd() {
    Random random = new Random(20_261_125);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      long total =
          SegmentContents.of(bytes, MARKER).damages().stream().mapToLong(Damage::length).sum();
      assertThat(total).isEqualTo(bytes.length);
      byte[] mixed = segment.clone();
      System.arraycopy(bytes, 0, mixed, random.nextInt(mixed.length - bytes.length), bytes.length);
      assertThat(Batches.printed(FIVE))
          .containsSubsequence(Batches.printed(SegmentContents.of(mixed, MARKER).batches()));
    }
  }

  @Test
  void refusesAFormatThatALaterReleaseWrote() {
    SegmentContents contents = SegmentContents.of(SegmentFormat.header(2, MARKER));
    assertThat(contents.isReadable()).isFalse();
    assertThat(contents.version()).isEqualTo(2);
    assertThat(contents.batches()).isEmpty();
  }

  private static byte[] segment(List<SpooledBatch> batches) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SegmentFormat.header(MARKER));
    bytes.writeBytes(SegmentFormat.records(MARKER, batches));
    return bytes.toByteArray();
  }

  private static List<Integer> borders(List<SpooledBatch> batches) {
    List<Integer> borders = new ArrayList<>();
    int at = SegmentFormat.HEADER_BYTES;
    borders.add(at);
    for (SpooledBatch batch : batches) {
      at += SegmentFormat.length(batch);
      borders.add(at);
    }
    return borders;
  }
}
