package dev.oceanus.loader.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.stream.AppendOutcome.Stored;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Excluded.Reason;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.seal.LaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lane's worker relies on, of a Redis in memory as of a real one. */
abstract class LanePortsContract {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Lane lane = new Lane("t" + Long.toUnsignedString(System.nanoTime(), 36), 2);
  private final Shard shard = lane.shard(0);

  abstract LanePorts ports();

  /** Lets this much time pass. */
  abstract void pass(Duration time);

  private Lease acquire(String owner) {
    return ports().leases().acquire(lane.name(), Reader.LOADER, owner, LONG).orElseThrow();
  }

  private List<EntryId> append(long sequence, String... events) {
    EntryId last = ports().reader().lastGenerated(shard);
    List<byte[]> bytes = Arrays.stream(events).map(event -> event.getBytes(UTF_8)).toList();
    assertThat(ports().appender().append(List.of(new MicroBatch(shard, "p", sequence, bytes))))
        .containsExactly(new Stored(false));
    return ports().reader().read(shard, last, EntryId.MAX, 1_000).stream().map(Entry::id).toList();
  }

  private static Seal seal(Lane lane, String epoch, long seq) {
    return new Seal(
        new BatchId(epoch, lane.name(), seq),
        2,
        List.of(new EntryId(17, 3), EntryId.ZERO),
        5,
        "ab".repeat(32),
        List.of(
            new Excluded(new EntryRef(1, new EntryId(9, 9)), 1, Reason.UNREADABLE, "f", "\"海\n"),
            new Excluded(
                new EntryRef(0, new EntryId(8, 8)), 2, Reason.REFUSED_BY_WAREHOUSE, "", "d")),
        Instant.parse("2026-11-24T12:00:00.123456789Z"));
  }

  @Test
  void readsInOrderWithinBoundsAndLimit() {
    List<EntryId> ids = append(1, "a", "b", "c", "d");
    assertThat(ids).hasSize(4).isSorted();
    assertThat(ports().reader().read(shard, ids.get(0), ids.get(2), 10))
        .extracting(entry -> new String(entry.event(), UTF_8))
        .containsExactly("b", "c");
    assertThat(ports().reader().read(shard, EntryId.ZERO, EntryId.MAX, 3)).hasSize(3);
    assertThat(ports().reader().read(shard, ids.get(3), ids.get(0), 10)).isEmpty();
    assertThat(ports().reader().lastGenerated(shard)).isEqualTo(ids.get(3));
    assertThat(ports().reader().length(shard)).isEqualTo(4);
    assertThat(ports().reader().length(lane.shard(1))).isZero();
    assertThat(ports().reader().lastGenerated(lane.shard(1))).isEqualTo(EntryId.ZERO);
  }

  @Test
  void addsNothingForASequenceSeenBefore() {
    append(5, "a");
    MicroBatch again = new MicroBatch(shard, "p", 5, List.of("x".getBytes(UTF_8)));
    MicroBatch lower = new MicroBatch(shard, "p", 4, List.of("x".getBytes(UTF_8)));
    assertThat(ports().appender().append(List.of(again, lower)))
        .containsExactly(new Stored(true), new Stored(true));
    assertThat(ports().reader().length(shard)).isEqualTo(1);
  }

  @Test
  void leasesALaneToOneAtATime() {
    Lease first = acquire("a");
    assertThat(ports().leases().acquire(lane.name(), Reader.LOADER, "b", LONG)).isEmpty();
    assertThat(ports().leases().renew(first, LONG)).isTrue();
    Lease again = acquire("a");
    assertThat(again.fence()).isGreaterThan(first.fence());
    assertThat(ports().leases().renew(first, LONG)).isFalse();
    ports().leases().release(first);
    assertThat(ports().leases().acquire(lane.name(), Reader.LOADER, "b", LONG)).isEmpty();
    ports().leases().release(again);
    assertThat(acquire("b").fence()).isGreaterThan(again.fence());
  }

  @Test
  void endsALeaseThatIsNotRenewed() {
    Lease first =
        ports()
            .leases()
            .acquire(lane.name(), Reader.LOADER, "a", Duration.ofMillis(60))
            .orElseThrow();
    pass(Duration.ofMillis(61));
    assertThat(ports().leases().renew(first, LONG)).isFalse();
    assertThat(acquire("b").fence()).isGreaterThan(first.fence());
  }

  @Test
  void movesCursorsForwardAndTrimsUpToThem() {
    Lease lease = acquire("a");
    List<EntryId> ids = append(1, "a", "b", "c");
    assertThat(ports().cursors().position(shard, Reader.LOADER)).isEqualTo(EntryId.ZERO);
    assertThat(ports().cursors().advance(lease, shard, EntryId.ZERO)).isTrue();
    assertThat(ports().cursors().trim(lease, shard)).isZero();
    assertThat(ports().cursors().advance(lease, shard, ids.get(1))).isTrue();
    assertThat(ports().cursors().advance(lease, shard, ids.get(0))).isTrue();
    assertThat(ports().cursors().position(shard, Reader.LOADER)).isEqualTo(ids.get(1));
    assertThat(ports().cursors().trim(lease, shard)).isEqualTo(2);
    assertThat(ports().reader().length(shard)).isEqualTo(1);
    assertThat(ports().reader().lastGenerated(shard)).isEqualTo(ids.get(2));
  }

  @Test
  void keepsWhatTheRelayHasNotFinishedWhereThereIsOne() {
    Lease lease = acquire("a");
    List<EntryId> ids = append(1, "a", "b");
    Lease relay = ports().leases().acquire(lane.name(), Reader.RELAY, "a", LONG).orElseThrow();
    assertThat(ports().cursors().advance(relay, shard, EntryId.ZERO)).isTrue();
    assertThat(ports().cursors().advance(lease, shard, ids.get(1))).isTrue();
    assertThat(ports().cursors().trim(lease, shard)).isZero();
    assertThat(ports().cursors().advance(relay, shard, ids.get(0))).isTrue();
    assertThat(ports().cursors().trim(lease, shard)).isEqualTo(1);
  }

  @Test
  void givesNoIdUpToARaisedFloor() {
    Lease lease = acquire("a");
    EntryId first = append(1, "a").getFirst();
    EntryId floor = new EntryId(first.millis() + 3_600_000, 5);
    assertThat(ports().cursors().raiseLastGenerated(lease, shard, floor)).isTrue();
    assertThat(ports().cursors().raiseLastGenerated(lease, shard, first)).isTrue();
    assertThat(ports().reader().lastGenerated(shard)).isEqualTo(floor);
    assertThat(append(2, "b").getFirst()).isGreaterThan(floor);
    assertThat(ports().reader().length(shard)).isEqualTo(2);
  }

  @Test
  void refusesEveryWriteOfAnEarlierHolder() {
    Lease old = acquire("a");
    ports().leases().release(old);
    Lease current = acquire("b");
    LaneState begun = LaneState.NEW.inEpoch("e1");
    assertThat(ports().cursors().advance(current, shard, EntryId.ZERO)).isTrue();
    EntryId id = append(1, "a").getFirst();

    assertThat(ports().cursors().advance(old, shard, id)).isFalse();
    assertThat(ports().cursors().trim(old, shard)).isZero();
    assertThat(ports().cursors().raiseLastGenerated(old, shard, EntryId.MAX)).isFalse();
    assertThat(ports().epochs().mark(old, shard, "e0")).isFalse();
    assertThat(ports().seals().save(old, LaneState.NEW, begun)).isFalse();

    assertThat(ports().cursors().position(shard, Reader.LOADER)).isEqualTo(EntryId.ZERO);
    assertThat(ports().reader().lastGenerated(shard)).isEqualTo(id);
    assertThat(ports().epochs().epoch(shard)).isEmpty();
    assertThat(ports().seals().load(lane.name())).isEqualTo(LaneState.NEW);
    assertThat(ports().seals().save(current, LaneState.NEW, begun)).isTrue();
  }

  @Test
  void marksShardsWithAnEpoch() {
    Lease lease = acquire("a");
    assertThat(ports().epochs().mark(lease, shard, "e1")).isTrue();
    assertThat(ports().epochs().epoch(shard)).contains("e1");
    assertThat(ports().epochs().epoch(lane.shard(1))).isEmpty();
  }

  @Test
  void keepsASealAsItWasWritten() {
    Lease lease = acquire("a");
    LaneState begun = LaneState.NEW.inEpoch("e1");
    LaneState sealed = begun.sealed(seal(lane, "e1", 1));
    assertThat(ports().seals().save(lease, LaneState.NEW, begun)).isTrue();
    assertThat(ports().seals().load(lane.name())).isEqualTo(begun);
    assertThat(ports().seals().save(lease, begun, sealed)).isTrue();
    assertThat(ports().seals().load(lane.name())).isEqualTo(sealed);
    LaneState settled = sealed.settledUpTo(1);
    assertThat(ports().seals().save(lease, sealed, settled)).isTrue();
    assertThat(ports().seals().load(lane.name())).isEqualTo(settled);
  }

  @Test
  void savesNothingOverAStateThatWasNotSeen() {
    Lease lease = acquire("a");
    LaneState begun = LaneState.NEW.inEpoch("e1");
    LaneState other = LaneState.NEW.inEpoch("e2");
    assertThat(ports().seals().save(lease, LaneState.NEW, begun)).isTrue();

    assertThat(ports().seals().save(lease, LaneState.NEW, other)).isFalse();
    assertThat(ports().seals().save(lease, other, other.sealed(seal(lane, "e2", 1))))
        .as("the same version in another epoch")
        .isFalse();
    assertThat(ports().seals().load(lane.name())).isEqualTo(begun);
  }
}
