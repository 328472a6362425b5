package dev.oceanus.loader.bigquery.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Row;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import dev.oceanus.loader.bigquery.job.JobLabels;
import dev.oceanus.loader.bigquery.job.JobName;
import dev.oceanus.loader.bigquery.job.JobWalk;
import dev.oceanus.loader.bigquery.job.JobWalk.Last;
import dev.oceanus.loader.bigquery.job.Jobs;
import dev.oceanus.loader.bigquery.stream.MemoryBigQuery.VisibleRow;
import dev.oceanus.loader.bigquery.stream.StreamRegistry.Line;
import dev.oceanus.loader.bigquery.table.SealText;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.WarehouseBusyException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/**
 * Two or three loaders have the same lane at the same time, which their leases forbid: each stands
 * still wherever it likes, dies and comes back, calls fail and take effect much later. Whatever
 * happens, each batch is visible once or, if it was given up, never; whole, and as one attempt; and
 * whoever was told something was told the truth. Some loaders load, as after a change of the mode.
 */
@Tag("slow")
class StreamPropertyTest {
  private static final String LANE = "events";
  private static final String EPOCH = "e1";
  private static final int BATCHES = 4;
  private static final Schema SCHEMA =
      new Schema("s", List.of(Field.string("text", 100, Source.wire("t"), "Text.")));

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void showsEachBatchOnceWhoeverIsPausedOrDiesWherever(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 3) int loaders) {
    World world = new World(seed, loaders, 0.06, false);
    world.run();
    world.check();
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void showsEachBatchOnceWithoutAnyTroubleButThatAllAreAtItAtOnce(@ForAll long seed) {
    World world = new World(seed, 3, 0, false);
    world.run();
    world.check();
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void showsEachBatchOnceWhileTheModeIsChanged(@ForAll long seed) {
    World world = new World(seed, 3, 0.05, true);
    world.run();
    world.check();
  }

  /** What Redis holds of the lane, and what everybody was told. */
  private static final class World {
    private final MemoryBigQuery bigQuery = new MemoryBigQuery();
    private final Turns turns;
    private final int loaders;
    private final boolean modes;
    private final Map<Long, Seal> sealed = new HashMap<>();
    private final Map<Long, Committed> told = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long settled;
    private long abandoned;

    World(long seed, int loaders, double trouble, boolean modes) {
      this.turns = new Turns(seed, trouble);
      this.loaders = loaders;
      this.modes = modes;
    }

    void run() {
      List<Runnable> threads = new ArrayList<>();
      for (int i = 0; i < loaders; i++) {
        boolean loads = modes && i == 0;
        threads.add(() -> live(loads));
      }
      turns.run(threads);
    }

    /** One process after the other, in one place. */
    private void live(boolean loads) {
      int deaths = 0;
      while (!isOver()) {
        if (deaths > 6) {
          turns.calm();
        }
        try {
          work(modes && loads == (turns.draw(8) > 0));
        } catch (Turns.DeathException e) {
          deaths++;
        }
      }
    }

    private synchronized boolean isOver() {
      return settled >= BATCHES || abandoned > 0;
    }

    /** The life of a process. */
    private void work(boolean loads) {
      Committer committer = loads ? new Loading(this) : new Streaming(this);
      int troubles = 0;
      while (!isOver()) {
        Batch batch = batch(taken());
        boolean decided = false;
        while (!decided) {
          try {
            decided = step(committer, batch);
          } catch (WarehouseUnavailableException | WarehouseBusyException e) {
            if (++troubles > 200) {
              turns.calm();
            }
          }
          turns.await();
        }
      }
    }

    private boolean step(Committer committer, Batch batch) {
      if (turns.draw(60) == 0) {
        return givenUp(batch.seal().id(), committer.abandon(batch.seal().id()));
      }
      return switch (committer.commit(batch)) {
        case CommitOutcome.Done done -> done(done.found());
        case CommitOutcome.Abandoned unused -> givenUp(batch.seal().id(), Optional.empty());
        case CommitOutcome.Pending unused -> false;
        case CommitOutcome.Refused refused -> throw new AssertionError(refused.detail());
      };
    }

    private synchronized boolean done(Committed found) {
      Committed before = told.putIfAbsent(found.id().seq(), found);
      if (before != null && !before.equals(found)) {
        wrong.add("told of " + before + " and of " + found);
      }
      if (abandoned == found.id().seq()) {
        wrong.add("told that " + found + " is done, and that it is given up");
      }
      settled = Math.max(settled, found.id().seq());
      return true;
    }

    private synchronized boolean givenUp(BatchId id, Optional<Committed> found) {
      if (found.isPresent()) {
        return done(found.get());
      }
      if (told.containsKey(id.seq())) {
        wrong.add("told that " + id + " is given up, and before that it is done");
      }
      abandoned = id.seq();
      return true;
    }

    /** The next batch as it is sealed now; now and then with fewer rows, down to none. */
    private synchronized Seal taken() {
      long seq = settled + 1;
      Seal seal = sealed.computeIfAbsent(seq, this::seal);
      if (turns.draw(12) == 0 && seal.rows() > 0) {
        Excluded more =
            new Excluded(
                new EntryRef(0, new EntryId(seq * 1_000 + seal.rows() - 1, 0)),
                seal.attempt() + 1,
                Excluded.Reason.REFUSED_BY_WAREHOUSE,
                "",
                "");
        seal = seal.without(List.of(more), Instant.EPOCH);
        sealed.put(seq, seal);
      }
      return seal;
    }

    private Seal seal(long seq) {
      return new Seal(
          new BatchId(EPOCH, LANE, seq),
          1,
          List.of(new EntryId(seq * 1_000 + 999, 0)),
          turns.draw(6),
          "%064x".formatted(seq),
          List.of(),
          Instant.EPOCH);
    }

    private static Batch batch(Seal seal) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < seal.rows(); i++) {
        Event event = new Event(SCHEMA);
        event.set("text", "t" + i);
        EntryId id = new EntryId(seal.id().seq() * 1_000 + i, 0);
        rows.add(new Row(new EntryRef(0, id), event));
      }
      return new Batch(seal, SCHEMA, Rows.of(new EventCodec(SCHEMA), rows));
    }

    synchronized void check() {
      assertThat(wrong).isEmpty();
      List<VisibleRow> rows = bigQuery.rows();
      assertThat(rows).extracting(VisibleRow::entry).doesNotHaveDuplicates();
      told.forEach(
          (seq, found) -> {
            List<VisibleRow> own =
                rows.stream().filter(row -> row.batch().equals(EPOCH + "-" + seq)).toList();
            assertThat(own).hasSize(found.rows());
            assertThat(own.stream().flatMap(row -> row.seal().stream()))
                .containsExactlyElementsOf(
                    found.rows() == 0 ? List.of() : List.of(SealText.of(sealed(found))));
          });
      assertThat(rows.stream().map(VisibleRow::batch))
          .as("given up")
          .doesNotContain(EPOCH + "-" + abandoned);
      if (abandoned == 0) {
        assertThat(told.keySet()).containsExactlyElementsOf(List.of(1L, 2L, 3L, 4L));
      }
    }

    private Seal sealed(Committed found) {
      return Optional.ofNullable(sealed.get(found.id().seq())).orElseThrow().at(found.attempt());
    }
  }

  private interface Committer {
    CommitOutcome commit(Batch batch);

    Optional<Committed> abandon(BatchId id);
  }

  /** By streams. */
  private static final class Streaming implements Committer {
    private final LaneStream stream;

    Streaming(World world) {
      Turns turns = world.turns;
      Jobs jobs = turns.over(Jobs.class, world.bigQuery);
      HeldBatches held = turns.over(HeldBatches.class, world.bigQuery);
      Random random = new Random(turns.draw(Integer.MAX_VALUE));
      StreamKit kit =
          new StreamKit(
              turns.over(WriteStreams.class, world.bigQuery),
              new StreamRegistry(jobs, random),
              new Claims(jobs, held),
              held,
              batch -> LANE,
              FailPoints.none(),
              random,
              new Chunks.Limits(2, 1_000),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1));
      stream = new LaneStream(new Line(EPOCH, LANE), kit);
    }

    @Override
    public CommitOutcome commit(Batch batch) {
      return stream.commit(batch);
    }

    @Override
    public Optional<Committed> abandon(BatchId id) {
      return stream.abandon(id);
    }
  }

  /** By load jobs, after the same rules as the warehouse of that mode. */
  private static final class Loading implements Committer {
    private final World world;
    private final Jobs jobs;
    private final JobWalk walk;
    private final StreamFence fence;

    Loading(World world) {
      this.world = world;
      this.jobs = world.turns.over(Jobs.class, world.bigQuery);
      this.walk = new JobWalk(jobs);
      this.fence =
          new StreamFence(
              new StreamRegistry(jobs, new Random(world.turns.draw(Integer.MAX_VALUE))),
              world.turns.over(WriteStreams.class, world.bigQuery),
              world.turns.over(HeldBatches.class, world.bigQuery));
    }

    @Override
    public CommitOutcome commit(Batch batch) {
      Seal seal = batch.seal();
      Optional<Last> last = walk.last(JobName.first(seal.id()));
      Optional<CommitOutcome> said = last.flatMap(found -> said(seal.id(), found));
      if (said.isPresent() && !(said.get() instanceof CommitOutcome.Abandoned)) {
        return said.get();
      }
      // Behind the look at the jobs: a stream that claims the batch there was begun before.
      Optional<Committed> before = fence.settle(seal.id());
      if (before.isPresent()) {
        return new CommitOutcome.Done(before.get());
      }
      if (said.isPresent()) {
        return said.get();
      }
      JobName next = last.map(found -> found.name().next()).orElse(JobName.first(seal.id()));
      world.turns.await();
      if (batch.rows().isEmpty()) {
        jobs.query(next.toString(), JobLabels.of(seal), "SELECT 1");
      } else {
        start(batch, next.toString());
      }
      return new CommitOutcome.Pending(Duration.ofSeconds(1));
    }

    private void start(Batch batch, String id) {
      List<VisibleRow> rows = new ArrayList<>();
      for (Row row : batch.rows()) {
        rows.add(
            new VisibleRow(
                batch.seal().id().toString(),
                row.entry().text(LANE),
                rows.isEmpty() ? Optional.of(SealText.of(batch.seal())) : Optional.empty()));
      }
      boolean well = world.turns.draw(4) > 0;
      world.bigQuery.begin(id, JobLabels.of(batch.seal()), rows);
      world.turns.later(() -> world.bigQuery.finish(id, well));
    }

    private static Optional<CommitOutcome> said(BatchId id, Last last) {
      if (JobLabels.claimedBy(last.job().labels()).isPresent()) {
        return Optional.empty();
      }
      if (JobLabels.isAbandoned(last.job().labels())) {
        return Optional.of(new CommitOutcome.Abandoned());
      }
      return switch (last.job().fate()) {
        case Fate.Live unused -> Optional.of(new CommitOutcome.Pending(Duration.ofSeconds(1)));
        case Fate.Failed unused -> Optional.empty();
        case Fate.Done unused ->
            Optional.of(
                new CommitOutcome.Done(
                    JobLabels.committed(id, last.job().labels(), last.job().outputRows())
                        .orElseThrow()));
      };
    }

    @Override
    public Optional<Committed> abandon(BatchId id) {
      Optional<Last> last = walk.last(JobName.first(id));
      while (last.isEmpty() || !last.get().job().isLast()) {
        JobName next = last.map(found -> found.name().next()).orElse(JobName.first(id));
        jobs.query(next.toString(), JobLabels.abandoned(), "SELECT 1");
        last = walk.last(next);
      }
      if (said(id, last.get()).orElseThrow() instanceof CommitOutcome.Done done) {
        return Optional.of(done.found());
      }
      if (!JobLabels.isAbandoned(last.get().job().labels())) {
        throw new WarehouseBusyException("a load is under way", Duration.ofSeconds(1));
      }
      // Behind the mark: a stream that has not seen it is over then.
      return fence.settle(id);
    }
  }
}
