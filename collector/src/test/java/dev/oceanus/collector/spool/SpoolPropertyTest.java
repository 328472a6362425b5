package dev.oceanus.collector.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.MemoryStreams;
import dev.oceanus.collector.commit.Spool.Kept;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;

/**
 * Whatever happens to process, disk and Redis in whatever order: each micro-batch that was
 * acknowledged is stored once, and those of a producer for a shard in their order.
 */
@Tag("slow")
class SpoolPropertyTest {
  private static final List<Shard> SHARDS = List.of(Batches.DEMO, Batches.SHOP);

  /** What may happen. */
  enum Happening {
    WRITE,
    WRITE_MORE,
    REPLAY,
    REPLAY_ALL,
    REDIS_REFUSES,
    REDIS_LOSES_ANSWERS,
    DISK_FAILS_TO_WRITE,
    DISK_FAILS_TO_SYNC,
    CRASH
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void storesEveryAcknowledgedMicroBatchOnceAndInOrder(
      @ForAll @Size(max = 60) List<Happening> happenings, @ForAll long seed) {
    World world = new World(new Random(seed));
    happenings.forEach(world::happen);
    world.heal();
    List<String> stored = world.stored();
    assertThat(new HashSet<>(stored)).as("none twice: %s", stored).hasSize(stored.size());
    assertThat(stored).containsAll(world.acknowledged);
    assertThat(world.sent).containsAll(stored);
    for (Set<String> ofOne : world.streams()) {
      assertThat(world.sent.stream().filter(ofOne::contains).filter(stored::contains).toList())
          .as("in order")
          .isEqualTo(stored.stream().filter(ofOne::contains).toList());
    }
    assertThat(world.life.spool().inUse()).isFalse();
    assertThat(world.folder.names()).isEmpty();
  }

  /** A collector with one writer at a time, on a disk and a Redis that fail. */
  private static final class World {
    private final MemoryFolder folder = new MemoryFolder();
    private final MemoryStreams streams = new MemoryStreams();
    private final Random random;
    private final List<String> sent = new ArrayList<>();
    private final List<String> acknowledged = new ArrayList<>();
    private SpoolLife life;
    private int producer;
    private long sequence;

    World(Random random) {
      this.random = random;
      this.life = born();
    }

    private SpoolLife born() {
      return new SpoolLife(folder, streams, SpoolLife.clock(Duration.ZERO), 4000);
    }

    void happen(Happening what) {
      switch (what) {
        case WRITE -> write(1);
        case WRITE_MORE -> write(1 + random.nextInt(8));
        case REPLAY -> life.step();
        case REPLAY_ALL -> life.drain();
        case REDIS_REFUSES -> streams.refuse(random.nextInt(12));
        case REDIS_LOSES_ANSWERS -> streams.loseAnswers(random.nextInt(6));
        case DISK_FAILS_TO_WRITE -> folder.fail(1 + random.nextInt(2), false);
        case DISK_FAILS_TO_SYNC -> folder.fail(1 + random.nextInt(2), true);
        case CRASH -> {
          folder.crash(random);
          life = born();
          producer++;
          sequence = 0;
        }
      }
    }

    /** As a writer does it: to Redis unless the spool is in use, and to the spool if that fails. */
    private void write(int count) {
      List<MicroBatch> batches = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Shard shard = SHARDS.get(random.nextInt(SHARDS.size()));
        String name = "p" + producer;
        batches.add(Batches.batch(shard, name, ++sequence, "e".repeat(random.nextInt(60)), "f"));
      }
      sent.addAll(batches.stream().map(Batches::print).toList());
      boolean attempted = !life.spool().inUse();
      List<MicroBatch> left = attempted ? unconfirmed(batches) : batches;
      List<Kept> kept = life.spool().keep(left, attempted);
      for (int i = 0; i < left.size(); i++) {
        if (kept.get(i) == Kept.KEPT) {
          acknowledged.add(Batches.print(left.get(i)));
        }
      }
    }

    private List<MicroBatch> unconfirmed(List<MicroBatch> batches) {
      List<AppendOutcome> outcomes = streams.append(batches);
      List<MicroBatch> left = new ArrayList<>();
      for (int i = 0; i < batches.size(); i++) {
        if (outcomes.get(i) instanceof AppendOutcome.Stored) {
          acknowledged.add(Batches.print(batches.get(i)));
        } else {
          left.add(batches.get(i));
        }
      }
      return left;
    }

    /** All is well again, and enough time passes. */
    void heal() {
      streams.refuse(0);
      streams.loseAnswers(0);
      folder.fail(0, false);
      life.state().stored();
      life.drain();
    }

    List<String> stored() {
      return streams.stored().stream().map(Batches::print).toList();
    }

    /** For each producer and shard: all that it sent. */
    private List<Set<String>> streams() {
      List<Set<String>> all = new ArrayList<>();
      for (int i = 0; i <= producer; i++) {
        for (Shard shard : SHARDS) {
          String begin = shard + " p" + i + "#";
          Set<String> own = new HashSet<>(sent);
          own.removeIf(each -> !each.startsWith(begin));
          all.add(own);
        }
      }
      return all;
    }
  }
}
