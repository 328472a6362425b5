package dev.oceanus.common.redis;

import static dev.oceanus.common.redis.RedisFixture.append;
import static dev.oceanus.common.redis.RedisFixture.batch;
import static dev.oceanus.common.redis.RedisFixture.events;
import static dev.oceanus.common.redis.RedisFixture.lane;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Leases, cursors, trimming and epochs on a real Redis. */
class RedisLeaseIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = RedisFixture.client(server);

  private final Lane lane = lane(1);
  private final Shard shard = lane.shard(0);
  private final RedisLeases leases = new RedisLeases(redis);
  private final RedisCursors cursors = new RedisCursors(redis);
  private final RedisEpochs epochs = new RedisEpochs(redis);
  private final RedisReader reader = new RedisReader(redis);
  private final RedisAppender appender = new RedisAppender(redis);

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private Lease acquire(String owner, Duration ttl) {
    return leases.acquire(lane.name(), Reader.LOADER, owner, ttl).orElseThrow();
  }

  @Test
  void givesALeaseToOneOwnerAtATime() {
    Lease first = acquire("a", LONG);

    assertThat(leases.acquire(lane.name(), Reader.LOADER, "b", LONG)).isEmpty();
    assertThat(leases.acquire(lane.name(), Reader.RELAY, "b", LONG)).isPresent();
    assertThat(leases.renew(first, LONG)).isTrue();

    leases.release(first);
    Lease second = acquire("b", LONG);
    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(leases.renew(first, LONG)).isFalse();
    leases.release(first);
    assertThat(leases.renew(second, LONG)).isTrue();
  }

  @Test
  void passesAnExpiredLeaseOn() {
    Lease first = acquire("a", Duration.ofMillis(50));
    Awaitility.await()
        .until(() -> leases.acquire(lane.name(), Reader.LOADER, "b", LONG).isPresent());
    assertThat(leases.renew(first, LONG)).isFalse();
  }

  @Test
  void givesTheSameOwnerANewFence() {
    Lease first = acquire("a", LONG);
    Lease again = acquire("a", LONG);
    assertThat(again.fence()).isGreaterThan(first.fence());
    assertThat(leases.renew(first, LONG)).isFalse();
    assertThat(leases.renew(again, LONG)).isTrue();
  }

  @Test
  void raisesFencesEvenWhenTheirDataIsLost() {
    Lease before = acquire("a", LONG);
    redis.del(RedisKeys.lease(lane.name(), Reader.LOADER));
    redis.del(RedisKeys.fence(lane.name(), Reader.LOADER));
    Awaitility.await()
        .untilAsserted(() -> assertThat(acquire("a", LONG).fence()).isGreaterThan(before.fence()));
  }

  @Test
  void movesACursorForwardOnly() {
    Lease lease = acquire("a", LONG);
    assertThat(cursors.position(shard, Reader.LOADER)).isEqualTo(EntryId.ZERO);

    assertThat(cursors.advance(lease, shard, new EntryId(100, 2))).isTrue();
    assertThat(cursors.advance(lease, shard, new EntryId(100, 1))).isTrue();
    assertThat(cursors.advance(lease, shard, new EntryId(99, 9))).isTrue();

    assertThat(cursors.position(shard, Reader.LOADER)).isEqualTo(new EntryId(100, 2));
  }

  @Test
  void refusesEveryWriteUnderAnOutdatedFence() {
    Lease old = acquire("a", LONG);
    leases.release(old);
    Lease current = acquire("b", LONG);
    append(appender, batch(shard, "p", 1, "a", "b"));
    EntryId last = reader.lastGenerated(shard);
    assertThat(cursors.advance(current, shard, new EntryId(1, 0))).isTrue();

    assertThat(cursors.advance(old, shard, last)).isFalse();
    assertThat(cursors.trim(old, shard)).isZero();
    assertThat(cursors.raiseLastGenerated(old, shard, new EntryId(last.millis() + 1, 0))).isFalse();
    assertThat(epochs.mark(old, shard, "stale")).isFalse();

    assertThat(cursors.position(shard, Reader.LOADER)).isEqualTo(new EntryId(1, 0));
    assertThat(events(reader, shard)).containsExactly("a", "b");
    assertThat(reader.lastGenerated(shard)).isEqualTo(last);
    assertThat(epochs.epoch(shard)).isEmpty();
  }

  @Test
  void trimsWhatEveryReaderThatIsThereHasFinished() {
    Lease loader = acquire("a", LONG);
    Lease relay = leases.acquire(lane.name(), Reader.RELAY, "a", LONG).orElseThrow();
    append(appender, batch(shard, "p", 1, "a", "b", "c", "d"));
    List<Entry> entries = reader.read(shard, EntryId.ZERO, EntryId.MAX, 10);
    cursors.advance(relay, shard, entries.get(0).id());

    assertThat(cursors.trim(loader, shard)).as("before it has loaded anything").isZero();
    assertThat(cursors.trim(relay, shard)).as("the loader is needed").isZero();
    cursors.advance(loader, shard, entries.get(2).id());
    assertThat(cursors.trim(loader, shard)).isEqualTo(1);
    assertThat(events(reader, shard)).containsExactly("b", "c", "d");

    cursors.advance(relay, shard, entries.get(3).id());
    assertThat(cursors.trim(relay, shard)).isEqualTo(2);
    assertThat(events(reader, shard)).containsExactly("d");
    assertThat(cursors.trim(loader, shard)).isZero();
  }

  @Test
  void trimsByTheLoaderAloneWhereNoRelayWasEverThereOrItIsForgotten() {
    Lease loader = acquire("a", LONG);
    append(appender, batch(shard, "p", 1, "a", "b", "c"));
    List<Entry> entries = reader.read(shard, EntryId.ZERO, EntryId.MAX, 10);
    cursors.advance(loader, shard, entries.get(0).id());
    assertThat(cursors.trim(loader, shard)).isEqualTo(1);

    Lease relay = leases.acquire(lane.name(), Reader.RELAY, "a", LONG).orElseThrow();
    cursors.advance(relay, shard, EntryId.ZERO);
    cursors.advance(loader, shard, entries.get(2).id());
    assertThat(cursors.trim(loader, shard)).as("the relay has finished nothing").isZero();

    redis.del(RedisKeys.cursor(shard, Reader.RELAY)); // as Redis does when its time is over
    assertThat(cursors.trim(loader, shard)).isEqualTo(2);
  }

  @Test
  void forgetsARelayThatDoesNotShowItselfAndNeverALoader() {
    Lease loader = acquire("a", LONG);
    Lease relay = leases.acquire(lane.name(), Reader.RELAY, "a", LONG).orElseThrow();
    String key = RedisKeys.cursor(shard, Reader.RELAY);
    cursors.advance(loader, shard, new EntryId(5, 0));
    cursors.advance(relay, shard, new EntryId(5, 0));
    assertThat(redis.ttl(RedisKeys.cursor(shard, Reader.LOADER))).isEqualTo(-1);

    redis.pexpire(key, 60_000);
    cursors.advance(relay, shard, EntryId.ZERO);

    assertThat(redis.pttl(key)).isGreaterThan(Duration.ofMinutes(119).toMillis());
    assertThat(cursors.position(shard, Reader.RELAY)).isEqualTo(new EntryId(5, 0));
  }

  @Test
  void keepsGivenIdsAboveARaisedFloor() {
    Lease lease = acquire("a", LONG);
    append(appender, batch(shard, "p", 1, "a"));
    EntryId floor = new EntryId(reader.lastGenerated(shard).millis() + 3_600_000, 5);

    assertThat(cursors.raiseLastGenerated(lease, shard, floor)).isTrue();
    assertThat(cursors.raiseLastGenerated(lease, shard, new EntryId(1, 1))).isTrue();
    assertThat(reader.lastGenerated(shard)).isEqualTo(floor);

    append(appender, batch(shard, "p", 2, "b"));
    assertThat(reader.lastGenerated(shard)).isGreaterThan(floor);
    assertThat(events(reader, shard)).containsExactly("a", "b");
  }

  @Test
  void raisesTheFloorOfAStreamThatIsNotThere() {
    Lease lease = acquire("a", LONG);
    EntryId floor = new EntryId(4_000_000_000_000L, 0);
    assertThat(cursors.raiseLastGenerated(lease, shard, floor)).isTrue();
    assertThat(reader.lastGenerated(shard)).isEqualTo(floor);
    assertThat(events(reader, shard)).isEmpty();
  }

  @Test
  void remembersTheEpochOfAShard() {
    Lease lease = acquire("a", LONG);
    assertThat(epochs.epoch(shard)).isEmpty();
    assertThat(epochs.mark(lease, shard, "k3j")).isTrue();
    assertThat(epochs.epoch(shard)).contains("k3j");
  }
}
