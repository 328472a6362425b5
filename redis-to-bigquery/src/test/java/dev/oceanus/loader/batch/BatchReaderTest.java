package dev.oceanus.loader.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.loader.memory.MemoryRedis;
import dev.oceanus.loader.memory.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");
  private static final List<EntryId> BEGINNING = List.of(EntryId.ZERO, EntryId.ZERO);

  private final TestClock clock = new TestClock();
  private final MemoryRedis redis = new MemoryRedis(clock);
  private long sequence;

  private void append(Lane lane, int shard, Instant time) {
    clock.reach(time);
    var unused =
        redis.append(
            List.of(
                new MicroBatch(
                    lane.shard(shard), "page", ++sequence, List.of("{}".getBytes(UTF_8)))));
  }

  private BatchReader reader(int rows) {
    return new BatchReader(redis, new BatchLimits(Duration.ZERO, rows, 1_000_000));
  }

  private static List<LocalDate> days(Interval interval) {
    return interval.shards().stream()
        .flatMap(List::stream)
        .map(Entry::id)
        .map(EntryId::day)
        .toList();
  }

  private void aroundMidnight(Lane lane) {
    append(lane, 0, MIDNIGHT.minusMillis(2));
    append(lane, 1, MIDNIGHT.minusMillis(1));
    append(lane, 0, MIDNIGHT);
    append(lane, 1, MIDNIGHT.plusMillis(1));
  }

  @Test
  void endsABatchWithItsDayWhereEachDayHasATable() {
    Lane lane = new Lane("log", 2, true);
    aroundMidnight(lane);

    Interval first = reader(100).read(lane, BEGINNING);
    assertThat(days(first)).hasSize(2).containsOnly(LocalDate.parse("2026-11-24"));
    Interval second = reader(100).read(lane, first.upper());
    assertThat(days(second)).hasSize(2).containsOnly(LocalDate.parse("2026-11-25"));
    assertThat(reader(100).read(lane, second.upper()).entries()).isZero();
  }

  @Test
  void readsADayOfOneShardThatAnotherHasNotReached() {
    Lane lane = new Lane("log", 2, true);
    append(lane, 0, MIDNIGHT.minusMillis(1));
    append(lane, 1, MIDNIGHT);

    Interval first = reader(100).read(lane, BEGINNING);
    assertThat(days(first)).containsExactly(LocalDate.parse("2026-11-24"));
    assertThat(first.upper().get(1)).isEqualTo(EntryId.ZERO);
    assertThat(days(reader(100).read(lane, first.upper())))
        .containsExactly(LocalDate.parse("2026-11-25"));
  }

  @Test
  void readsOnOverMidnightWhereThereIsOneTable() {
    Lane lane = new Lane("events", 2);
    aroundMidnight(lane);
    assertThat(reader(100).read(lane, BEGINNING).entries()).isEqualTo(4);
  }

  @Test
  void givesEachShardItsShareOfTheLimit() {
    Lane lane = new Lane("events", 2);
    for (int i = 0; i < 6; i++) {
      append(lane, i % 2, MIDNIGHT.plusMillis(i));
    }
    Interval interval = reader(4).read(lane, BEGINNING);
    assertThat(interval.shards()).allSatisfy(shard -> assertThat(shard).hasSize(2));
  }
}
