package dev.oceanus.common.redis;

import static dev.oceanus.common.redis.RedisFixture.batch;
import static dev.oceanus.common.redis.RedisFixture.events;
import static dev.oceanus.common.redis.RedisFixture.lane;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.redis.RedisDurability.Finding;
import dev.oceanus.common.stream.AppendOutcome.Stored;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.testkit.redis.RedisCluster;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Every script finds all its keys on one node of a real cluster of three masters. */
@Tag("slow")
class RedisClusterIT {
  @Test
  void worksShardByShardOnThreeMasters() {
    try (RedisCluster cluster = RedisCluster.start();
        RedisClusterClient redis =
            (RedisClusterClient)
                RedisClients.cluster(URI.create(cluster.url()), null, Duration.ofSeconds(2))) {
      Lane lane = lane(12);
      assertThat(nodesOf(lane)).as("masters that the shards are spread over").hasSize(3);
      RedisAppender appender = new RedisAppender(redis);
      RedisReader reader = new RedisReader(redis);
      RedisCursors cursors = new RedisCursors(redis);
      RedisLeases leases = new RedisLeases(redis);

      List<MicroBatch> batches =
          lane.all().stream().map(shard -> batch(shard, "p", 1, "to " + shard)).toList();
      assertThat(appender.append(batches)).containsOnly(new Stored(false)).hasSize(12);
      assertThat(appender.append(batches)).containsOnly(new Stored(true)).hasSize(12);

      Lease lease =
          leases.acquire(lane.name(), Reader.LOADER, "me", Duration.ofMinutes(1)).orElseThrow();
      assertThat(leases.renew(lease, Duration.ofMinutes(1))).isTrue();
      for (Shard shard : lane.all()) {
        assertThat(events(reader, shard)).containsExactly("to " + shard);
        EntryId last = reader.lastGenerated(shard);
        assertThat(cursors.advance(lease, shard, last)).isTrue();
        assertThat(cursors.position(shard, Reader.LOADER)).isEqualTo(last);
        assertThat(cursors.trim(lease, shard)).isEqualTo(1);
        EntryId floor = new EntryId(last.millis() + 60_000, 0);
        assertThat(cursors.raiseLastGenerated(lease, shard, floor)).isTrue();
        assertThat(new RedisEpochs(redis).mark(lease, shard, "e")).isTrue();
        assertThat(new RedisEpochs(redis).epoch(shard)).contains("e");
        assertThat(new RedisProducers(redis).prune(shard, Duration.ofDays(1))).isZero();
      }
      leases.release(lease);
      assertThat(RedisDurability.check(redis, List.of())).isEqualTo(new Finding.Durable());
    }
  }

  /** By thirds of the slots, as the masters divide them. */
  private static Set<Integer> nodesOf(Lane lane) {
    return lane.all().stream()
        .map(shard -> JedisClusterCRC16.getSlot(RedisKeys.events(shard)) * 3 / 16_384)
        .collect(Collectors.toSet());
  }
}
