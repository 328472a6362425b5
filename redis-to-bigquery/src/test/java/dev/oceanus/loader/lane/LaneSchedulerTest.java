package dev.oceanus.loader.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Producers;
import dev.oceanus.loader.batch.BatchLimits;
import dev.oceanus.loader.memory.MemoryRedis;
import dev.oceanus.loader.memory.MemoryWarehouse;
import dev.oceanus.loader.memory.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LaneSchedulerTest {
  private static final Duration TTL = Duration.ofSeconds(15);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final TestClock clock = new TestClock();
  private final MemoryRedis redis = new MemoryRedis(clock);
  private final MemoryWarehouse warehouse = new MemoryWarehouse();
  private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
  private final List<Lane> lanes =
      IntStream.range(0, 7).mapToObj(i -> new Lane("lane_" + i, 1)).toList();

  private LaneScheduler scheduler(String owner, FailPoints failPoints) {
    LaneTerms terms =
        new LaneTerms(
            owner,
            TTL,
            new BatchLimits(Duration.ZERO, 100, 1 << 20),
            Duration.ofMillis(1),
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(10)),
            Duration.ofSeconds(30));
    LaneKit kit =
        new LaneKit(
            redis.ports(warehouse),
            terms,
            new SimpleMeterRegistry(),
            clock,
            new Random(1),
            failPoints,
            Map.of());
    return new LaneScheduler(
        lanes.stream().map(lane -> new LaneWorker(lane, LaneWorld.SCHEMA, kit)).toList(),
        2,
        TTL,
        System::nanoTime,
        (what, cause) -> fatal.complete(cause));
  }

  private void append(int sequence) {
    for (Lane lane : lanes) {
      byte[] event = "{\"id\":\"e%d\"}".formatted(sequence).getBytes(StandardCharsets.UTF_8);
      redis.append(List.of(new MicroBatch(lane.shard(0), "p", sequence, List.of(event))));
    }
  }

  private void awaitRows(int each) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(lanes)
                    .allSatisfy(lane -> assertThat(warehouse.rows(lane.name())).hasSize(each)));
  }

  @Test
  void loadsMoreLanesThanItHasThreads() {
    LaneScheduler scheduler = scheduler("a", FailPoints.none());
    assertThat(scheduler.check().ready()).isFalse();
    append(1);
    scheduler.start();
    awaitRows(1);
    append(2);
    awaitRows(2);
    assertThat(scheduler.check()).isEqualTo(Health.READY);
    scheduler.close();
    scheduler.close();
    assertThat(fatal).isNotDone();
  }

  @Test
  void givesAllLeasesUpWhenItCloses() {
    LaneScheduler first = scheduler("a", FailPoints.none());
    first.start();
    append(1);
    awaitRows(1);
    first.close();

    // The clock stands still: no lease runs out by itself.
    LaneScheduler second = scheduler("b", FailPoints.none());
    second.start();
    append(2);
    awaitRows(2);
    second.close();
  }

  @Test
  void endsTheProcessOnABug() {
    LaneScheduler scheduler = scheduler("a", FailPoints.parse(List.of("loader-probed=throw")));
    scheduler.start();
    assertThat(fatal.orTimeout(30, TimeUnit.SECONDS).join()).hasMessageContaining("loader-probed");
    Awaitility.await().atMost(LIMIT).until(() -> !scheduler.check().live());
    scheduler.close();
  }

  @Test
  void endsAtOnceWhatPrunesProducers() {
    Producers producers =
        (shard, silentFor) -> {
          throw new IllegalStateException("not within the first hour");
        };
    ProducerPruning pruning =
        new ProducerPruning(
            producers, lanes, System::nanoTime, (what, cause) -> fatal.complete(cause));
    pruning.start();
    assertThat(pruning.check()).isEqualTo(Health.READY);
    pruning.close();
    assertThat(pruning.check().ready()).isFalse();
    assertThat(fatal).isNotDone();
  }
}
